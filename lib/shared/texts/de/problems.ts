import type { Catalogue } from '../catalogue.ts';

/** Titles end without a full stop; advice is whole sentences. */
export const problems: Catalogue['problems'] = {
  // requests
  bad_request: p('Die Anfrage war nicht lesbar', 'Prüfe, was gesendet wurde, und versuche es noch einmal.'),
  not_found: p('Unter dieser Adresse gibt es nichts', 'Geh zurück zur Liste der Folgen.'),
  forbidden_origin: p(
    'Diese Anfrage kam von einer anderen Seite',
    'Öffne PodPromo selbst und versuche es noch einmal.',
  ),
  forbidden_host: p(
    'PodPromo antwortet nicht unter dieser Adresse',
    'Öffne es unter localhost oder trage die Adresse in ALLOWED_ORIGINS ein.',
  ),
  body_too_large: p('Die Anfrage ist zu groß', 'Sende weniger auf einmal.'),
  method_not_allowed: p('Diese Adresse kann das nicht', 'Sieh in der Beschreibung der API nach.'),
  internal: p(
    'Bei uns ist etwas fehlgeschlagen',
    'Versuche es noch einmal. Wenn es bleibt, sieh im Protokoll unter der Nummer dieser Anfrage nach.',
  ),
  database_unavailable: p(
    'Die Datenbank antwortet nicht',
    'Nichts ist verloren. Es geht von selbst weiter, sobald sie wieder da ist.',
  ),
  // things
  episode_not_found: p('Diese Folge gibt es nicht', 'Vielleicht wurde sie gelöscht. Geh zurück zur Liste.'),
  clip_not_found: p('Diesen Clip gibt es nicht', 'Vielleicht wurde er gelöscht. Geh zurück zur Folge.'),
  clip_changed: p(
    'Der Clip wurde in einem anderen Fenster geändert',
    'Nimm, was da ist, oder mache deine Änderung noch einmal. Nichts wurde überschrieben.',
  ),
  job_not_found: p('Diesen Auftrag gibt es nicht', 'Vielleicht wurde er aufgeräumt. Lade die Seite neu.'),
  upload_not_found: p('Diesen Upload gibt es nicht', 'Wähle die Datei noch einmal, um neu zu beginnen.'),
  asset_not_found: p('Diese Datei gibt es nicht', 'Vielleicht wurde sie gelöscht. Lade die Seite neu.'),
  import_unreadable: p(
    'Das ist keine aus PodPromo exportierte Folge',
    'Es wurde nichts verändert. Wähle die ZIP-Datei so, wie sie exportiert wurde.',
  ),
  import_newer: p(
    'Diese Folge wurde von einer neueren Version exportiert',
    'Es wurde nichts verändert. Aktualisiere PodPromo und importiere sie noch einmal.',
  ),
  episode_archived: p(
    'Diese Folge ist archiviert',
    'Gib ihre Originaldatei wieder dazu, dann geht es wie zuvor. Transkript und Clips sind da.',
  ),
  not_the_original: p(
    'Das ist eine andere Datei als das Original',
    'Es wurde nichts verändert. Wähle genau die Datei, aus der die Folge entstanden ist.',
  ),
  not_archived: p('Diese Folge ist nicht archiviert', 'Ihre Originaldatei ist da. Lade die Seite neu.'),
  episode_busy: p('An dieser Folge wird gearbeitet', 'Warte, bis das fertig ist, oder brich es ab.'),
  transcript_not_found: p('Es gibt noch kein Transkript', 'Es erscheint hier, während es entsteht.'),
  transcript_changed: p(
    'Das Transkript wurde an anderer Stelle geändert',
    'Lade es neu und mache deine Änderung noch einmal. Nichts wurde überschrieben.',
  ),
  transcript_unreadable: p(
    'Das ist kein Transkript, das wir lesen können',
    'Nimm SRT, VTT, reinen Text oder das JSON von Whisper oder Podcasting 2.0.',
  ),
  transcript_needs_times: p(
    'Der Text hat keine Zeiten',
    'Lass die Folge erst transkribieren oder gib eine Datei mit Zeiten an, etwa SRT.',
  ),
  transcript_mismatch: p(
    'Der Text passt nicht zu dieser Folge',
    'Prüfe, ob es die richtige Datei ist, oder gib eine mit Zeiten an, etwa SRT.',
  ),
  transcript_outside: p(
    'Das Transkript geht über das Ende der Folge hinaus',
    'Prüfe, ob es die Datei dieser Folge ist.',
  ),
  transcript_busy: p(
    'Die Folge wird gerade angehört',
    'Warte, bis das fertig ist, oder brich es ab; dann gib das Transkript noch einmal an.',
  ),
  show_not_found: p('Diese Sendung gibt es nicht', 'Vielleicht wurde sie gelöscht. Lade die Seite neu.'),
  show_name_taken: p('Eine Sendung dieses Namens gibt es schon', 'Wähle einen anderen Namen.'),
  range_not_satisfiable: p('Diesen Teil hat die Datei nicht', 'Lade die Seite neu und spiele sie noch einmal ab.'),
  conflict: p('Das hat sich inzwischen geändert', 'Lade die Seite neu und versuche es noch einmal.'),
  // uploads
  unsupported_extension: p(
    'Diese Art von Datei wird nicht angenommen',
    'Nimm .mp3 .wav .m4a .flac .aac .ogg .opus .mp4 .mov .mkv oder .webm.',
  ),
  unsupported_content: p(
    'Das ist keine Mediendatei, die wir lesen können',
    'Exportiere die Folge noch einmal als MP3, WAV oder MP4.',
  ),
  empty_file: p('Die Datei ist leer', 'Wähle die richtige Datei.'),
  file_too_large: p('Die Datei ist größer als erlaubt', 'Exportiere sie kleiner oder erhöhe MAX_FILE_SIZE.'),
  storage_quota_exceeded: p(
    'Der erlaubte Speicher ist voll',
    'Schaffe Platz auf der Seite Speicher oder erhöhe MAX_STORAGE_GB.',
  ),
  disk_full: p('Die Festplatte ist voll', 'Mach Platz und versuche es noch einmal. Was schon da ist, bleibt sicher.'),
  queue_full: p('Es warten zu viele Folgen', 'Warte, bis eine fertig ist, und versuche es dann noch einmal.'),
  upload_incomplete: p(
    'Der Upload ist noch nicht vollständig',
    'Wähle dieselbe Datei noch einmal, dann geht es von dort weiter.',
  ),
  upload_conflict: p('Der Upload ist an einer anderen Stelle', 'Es geht von dem weiter, was angekommen ist.'),
  upload_locked: p('Dieser Upload ist gerade beschäftigt', 'Es geht gleich von selbst weiter.'),
  tus_version: p('Uploads sprechen hier tus 1.0.0', 'Sende die Kopfzeile Tus-Resumable: 1.0.0.'),
  checksum_mismatch: p('Angekommen ist nicht, was gesendet wurde', 'Lade die Datei noch einmal hoch.'),
  // backups
  backup_busy: p(
    'In diesem Ordner läuft schon eine Sicherung',
    'Warte, bis sie fertig ist, und versuche es dann noch einmal.',
  ),
  backup_damaged: p('Diese Sicherung ist nicht brauchbar', 'Nichts wurde geändert. Nimm eine andere.'),
  backup_missing: p('In diesem Ordner gibt es keine Sicherung', 'Prüfe den Pfad.'),
  backup_newer: p(
    'Diese Sicherung stammt von einer neueren Version',
    'Nichts wurde geändert. Stelle sie mit jener Version wieder her.',
  ),
  restore_not_empty: p(
    'Hier gibt es schon Folgen',
    'Nichts wurde geändert. Mit --replace tritt die Sicherung an ihre Stelle.',
  ),
  restore_running: p('PodPromo läuft', 'Nichts wurde geändert. Halte es an und stelle dann wieder her.'),
  // media
  media_unreadable: p(
    'Die Datei ist beschädigt und nicht lesbar',
    'Exportiere die Folge noch einmal und lade die neue Datei hoch.',
  ),
  font_unusable: p(
    'Diese Schrift lässt sich nicht verwenden',
    'Wähle eine .ttf- oder .otf-Datei mit lateinischen Buchstaben oder denen deiner Sprache.',
  ),
  logo_unusable: p(
    'Dieses Bild lässt sich nicht verwenden',
    'Wähle ein PNG oder JPEG, am besten ein PNG mit durchsichtigem Grund.',
  ),
  media_no_audio: p('In dieser Datei ist kein Ton', 'Lade eine Datei mit einer Tonspur hoch.'),
  media_no_index: p(
    'Die Videodatei endet zu früh, ihr fehlt der Index',
    'Kopiere oder exportiere sie noch einmal; was da ist, lässt sich nicht abspielen.',
  ),
  media_too_long: p('Die Folge ist länger als 12 Stunden', 'Teile sie und lade die Teile hoch.'),
  media_too_complex: p(
    'Die Datei hat mehr Spuren oder größere Bilder als erlaubt',
    'Exportiere sie mit einer Tonspur und höchstens einer Videospur.',
  ),
  // engines
  engine_missing: p(
    'Die Spracherkennung ist nicht installiert',
    'Installiere einen C++-Compiler und make oder setze WHISPER_BIN. Sobald sie da ist, geht es von selbst weiter.',
  ),
  engine_failed: p(
    'Die Spracherkennung ist stehen geblieben',
    'Versuche es noch einmal. Wenn es bleibt, wähle in den Einstellungen ein anderes Modell.',
  ),
  model_missing: p(
    'Das Sprachmodell ist nicht hier',
    'Verbinde dich einmal mit dem Internet oder setze WHISPER_MODEL_PATH.',
  ),
  model_damaged: p('Das Sprachmodell ist beschädigt', 'Entferne es und hole es neu: npm run model.'),
  model_language: p('Dieses Modell kann nur Englisch', 'Wähle ein mehrsprachiges, etwa base.'),
  model_unknown: p('Dieses Sprachmodell gibt es nicht', 'Wähle eines von denen in den Einstellungen.'),
  model_translate: p(
    'Dieses Modell kann nicht übersetzen',
    'Wähle tiny, base, small oder medium: sie kennen viele Sprachen und haben das Übersetzen gelernt.',
  ),
  model_in_use: p(
    'Dieses Modell wird gerade gebraucht',
    'Warte, bis die Folge fertig ist, und versuche es dann noch einmal.',
  ),
  model_not_ours: p(
    'Dieses Modell liegt in einem Ordner, den PodPromo nur liest',
    'Entferne die Datei von Hand, wenn du das willst.',
  ),
  ffmpeg_missing: p('ffmpeg ist nicht installiert', 'Installiere ffmpeg oder setze FFMPEG_PATH und FFPROBE_PATH.'),
  ffmpeg_failed: p(
    'ffmpeg ist stehen geblieben',
    'Versuche es noch einmal. Wenn es bleibt, exportiere die Folge in einem anderen Format.',
  ),
  render_check_failed: p(
    'Ein gerenderter Clip hat seine Prüfung nicht bestanden',
    'Versuche es noch einmal. Die anderen Clips sind sicher.',
  ),
  sandbox_failed: p(
    'Ein Programm ließ sich nicht einschließen',
    'Versuche es noch einmal. Wenn es bleibt, sieh nach mit npm run doctor oder setze SANDBOX=off.',
  ),
  // jobs
  job_timeout: p('Dieser Schritt dauerte viel zu lange und wurde angehalten', 'Versuche es noch einmal.'),
  job_crashed: p(
    'Dieser Schritt ist zweimal hintereinander abgestürzt',
    'Die Datei bleibt da. Versuche es noch einmal oder exportiere sie in einem anderen Format.',
  ),
  job_canceled: p('Das wurde abgebrochen', 'Beginne es wieder, wann du magst.'),
  job_not_retryable: p('Dieser Auftrag lässt sich so nicht wiederholen', 'Lade die Seite neu.'),
  unknown: p('Der Stand ist gerade nicht bekannt', 'Nichts ist verloren. Die Seite fragt weiter nach.'),
  // the page
  network: p('PodPromo antwortet nicht', 'Prüfe, ob es läuft. Die Seite versucht es von selbst weiter.'),
  line_broke: p(
    'Die Verbindung brach ab, während die Datei gesendet wurde',
    'Nichts davon wurde behalten. Sende sie noch einmal.',
  ),
  bad_answer: p('Seite und Server passen nicht zusammen', 'Lade die Seite neu. Vielleicht gab es ein Update.'),
  file_changed: p('Die Datei wurde geändert oder ist weg', 'Wähle sie noch einmal.'),
  page_failed: p('Die Seite ist fehlgeschlagen', 'Lade sie neu.'),
};

function p(title: string, action: string): { title: string; action: string } {
  return { title, action };
}
