import { SettingsPage } from '#components/settings/settings-page.tsx';

export const metadata = { title: 'Settings, PodPromo' };

export default function Page() {
  return <SettingsPage />;
}
