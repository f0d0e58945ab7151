/**
 * Every failure that can reach a person, in one table: the HTTP status, what
 * happened, and what they can do. Routes and jobs use the same codes; clients
 * may rely on a code, never on the texts.
 */
export const ERROR_CODES = {
  // requests
  bad_request: entry(400, 'The request could not be read', 'Check what was sent and try again.'),
  not_found: entry(404, 'There is nothing at this address', 'Go back to the list of episodes.'),
  forbidden_origin: entry(403, 'This request came from another site', 'Open PodPromo itself and try again.'),
  forbidden_host: entry(
    403,
    'PodPromo does not answer under this address',
    'Open it under localhost, or add the address to ALLOWED_ORIGINS.',
  ),
  body_too_large: entry(413, 'The request is too large', 'Send less at once.'),
  method_not_allowed: entry(405, 'This address does not do that', 'Check the API description.'),
  internal: entry(500, 'Something failed on our side', 'Try again. If it stays, look at the log for this request id.'),
  database_unavailable: entry(
    503,
    'The database does not answer',
    'Nothing is lost. It goes on by itself as soon as the database is back.',
  ),
  // things
  episode_not_found: entry(404, 'This episode does not exist', 'It may have been deleted. Go back to the list.'),
  clip_not_found: entry(404, 'This clip does not exist', 'It may have been deleted. Go back to the episode.'),
  job_not_found: entry(404, 'This job does not exist', 'It may have been cleaned up. Reload the page.'),
  upload_not_found: entry(404, 'This upload does not exist', 'Choose the file again to start over.'),
  asset_not_found: entry(404, 'This file does not exist', 'It may have been deleted. Reload the page.'),
  import_unreadable: entry(
    422,
    'This is no episode that was exported from PodPromo',
    'Nothing was changed. Choose the ZIP as it was exported.',
  ),
  import_newer: entry(
    409,
    'This episode was exported by a newer version',
    'Nothing was changed. Update PodPromo, then import it again.',
  ),
  episode_archived: entry(
    409,
    'This episode is archived',
    'Give its original file again, then this works as before. Transcript and clips are here.',
  ),
  not_the_original: entry(
    422,
    'This is another file than the original',
    'Nothing was changed. Choose the very file that the episode was made of.',
  ),
  not_archived: entry(409, 'This episode is not archived', 'Its original file is here. Reload the page.'),
  episode_busy: entry(409, 'This episode is being worked on', 'Wait until that is done, or cancel it.'),
  transcript_not_found: entry(404, 'There is no transcript yet', 'It appears here while it is being made.'),
  transcript_changed: entry(
    409,
    'The transcript was changed in another place',
    'Load it again, then make your change once more. Nothing was overwritten.',
  ),
  clip_changed: entry(
    409,
    'The clip was changed in another window',
    'Take what is there, or make your change once more. Nothing was overwritten.',
  ),
  transcript_unreadable: entry(
    422,
    'This is no transcript that we can read',
    'Use SRT, VTT, plain text, or the JSON of Whisper or Podcasting 2.0.',
  ),
  transcript_needs_times: entry(
    422,
    'The text has no times',
    'Have the episode transcribed first, or give a file with times, such as SRT.',
  ),
  transcript_mismatch: entry(
    422,
    'The text does not fit this episode',
    'Check that it is the right file, or give one with times, such as SRT.',
  ),
  transcript_outside: entry(
    422,
    'The transcript goes on after the end of the episode',
    'Check that it is the file of this episode.',
  ),
  transcript_busy: entry(
    409,
    'The episode is being listened to',
    'Wait until that is done, or cancel it, then give the transcript again.',
  ),
  show_not_found: entry(404, 'This show does not exist', 'It may have been deleted. Reload the page.'),
  show_name_taken: entry(409, 'There is a show of this name', 'Choose another name.'),
  range_not_satisfiable: entry(416, 'The file has no such part', 'Reload the page and play again.'),
  conflict: entry(409, 'This changed in the meantime', 'Reload the page and try again.'),
  // uploads
  unsupported_extension: entry(
    415,
    'This kind of file is not accepted',
    'Use .mp3 .wav .m4a .flac .aac .ogg .opus .mp4 .mov .mkv or .webm.',
  ),
  unsupported_content: entry(
    415,
    'This is not a media file that we can read',
    'Export the episode again as MP3, WAV or MP4.',
  ),
  empty_file: entry(400, 'The file is empty', 'Choose the right file.'),
  file_too_large: entry(413, 'The file is larger than allowed', 'Export it smaller, or raise MAX_FILE_SIZE.'),
  storage_quota_exceeded: entry(
    507,
    'The storage limit is reached',
    'Make room on the page Storage, or raise MAX_STORAGE_GB.',
  ),
  disk_full: entry(507, 'The disk is full', 'Make room on the disk, then try again. What is there is safe.'),
  queue_full: entry(429, 'Too many episodes are waiting', 'Wait until one is done, then try again.'),
  upload_incomplete: entry(
    409,
    'The upload is not complete yet',
    'Choose the same file again and it goes on from there.',
  ),
  upload_conflict: entry(409, 'The upload is at another place', 'It goes on from what has arrived.'),
  upload_locked: entry(423, 'This upload is busy', 'It goes on by itself in a moment.'),
  tus_version: entry(412, 'Uploads here speak tus 1.0.0', 'Send the header Tus-Resumable: 1.0.0.'),
  checksum_mismatch: entry(422, 'What arrived is not what was sent', 'Upload the file again.'),
  // backups
  backup_busy: entry(409, 'Another backup is running in this folder', 'Wait until it is done, then try again.'),
  backup_damaged: entry(422, 'This backup cannot be used', 'Nothing was changed. Take another backup.'),
  backup_missing: entry(404, 'There is no backup in this folder', 'Check the path.'),
  backup_newer: entry(
    409,
    'This backup was made by a newer version',
    'Nothing was changed. Restore it with that version.',
  ),
  restore_not_empty: entry(
    409,
    'There are episodes here already',
    'Nothing was changed. Add --replace to put the backup in their place.',
  ),
  restore_running: entry(409, 'PodPromo is running', 'Nothing was changed. Stop it, then restore.'),
  // media
  media_unreadable: entry(
    422,
    'The file is damaged and cannot be read',
    'Export the episode again and upload the new file.',
  ),
  font_unusable: entry(
    415,
    'This is no font that can be used',
    'Choose a .ttf or .otf file with Latin letters or those of your language.',
  ),
  logo_unusable: entry(
    415,
    'This is no picture that can be used',
    'Choose a PNG or JPEG picture, best a PNG with a clear ground.',
  ),
  media_no_audio: entry(422, 'There is no sound in this file', 'Upload a file with an audio track.'),
  media_no_index: entry(
    422,
    'The video file ends early and lacks its index',
    'Copy or export it again; what is there cannot be played.',
  ),
  media_too_long: entry(422, 'The episode is longer than 12 hours', 'Split it and upload the parts.'),
  media_too_complex: entry(
    422,
    'The file has more streams or larger pictures than allowed',
    'Export it with one sound track and at most one video track.',
  ),
  // engines
  engine_missing: entry(
    503,
    'The speech engine is not installed',
    'Install a C++ compiler and make, or set WHISPER_BIN. It goes on by itself once it is there.',
  ),
  engine_failed: entry(
    500,
    'The speech engine stopped',
    'Try again. If it stays, choose another model in the settings.',
  ),
  model_missing: entry(503, 'The speech model is not here', 'Connect to the internet once, or set WHISPER_MODEL_PATH.'),
  model_damaged: entry(500, 'The speech model is damaged', 'Remove it and fetch it again: npm run model.'),
  model_language: entry(422, 'This model knows English only', 'Choose a multilingual model, such as base.'),
  model_unknown: entry(404, 'There is no such speech model', 'Choose one of those in the settings.'),
  model_translate: entry(
    422,
    'This model cannot translate',
    'Choose tiny, base, small or medium: they know many languages and were taught to translate.',
  ),
  model_in_use: entry(409, 'This model is being used', 'Wait until the episode is done, then try again.'),
  model_not_ours: entry(
    409,
    'This model lies in a folder that PodPromo only reads',
    'Remove the file by hand if you mean it.',
  ),
  ffmpeg_missing: entry(503, 'ffmpeg is not installed', 'Install ffmpeg, or set FFMPEG_PATH and FFPROBE_PATH.'),
  ffmpeg_failed: entry(500, 'ffmpeg stopped', 'Try again. If it stays, export the episode in another format.'),
  sandbox_failed: entry(
    500,
    'A program could not be closed in',
    'Try again. If it stays, look at npm run doctor, or set SANDBOX=off.',
  ),
  render_check_failed: entry(500, 'A rendered clip did not pass its checks', 'Try again. The other clips are safe.'),
  // jobs
  job_timeout: entry(500, 'This step took far too long and was stopped', 'Try again.'),
  job_crashed: entry(
    500,
    'This step crashed twice in a row',
    'The file is kept. Try again, or export it in another format.',
  ),
  job_canceled: entry(409, 'This was canceled', 'Start it again when you like.'),
  job_not_retryable: entry(409, 'This job is not in a state to be tried again', 'Reload the page.'),
  unknown: entry(500, 'The state is not known right now', 'Nothing is lost. The page keeps asking.'),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERROR_CODES;

export interface ErrorEntry {
  readonly status: number;
  readonly title: string;
  readonly action: string;
}

function entry(status: number, title: string, action: string): ErrorEntry {
  return { status, title, action };
}

/** True where the text is a code of the table (codes arrive as text from rows and files). */
export function isErrorCode(value: string): value is ErrorCode {
  return Object.hasOwn(ERROR_CODES, value);
}
