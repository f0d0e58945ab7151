import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEnv } from '#lib/server/env.ts';
import { doubtfulLines } from '#scripts/read-configuration.ts';
import { childEnvironment } from '#scripts/supervisor/commands.ts';
import { jsonLine } from '#scripts/supervisor/json-line.ts';
import { openLogFile } from '#scripts/supervisor/log-file.ts';
import { folderProblem, folderProblems, namedProblems } from '#scripts/supervisor/places.ts';
import { freePort, localUrl, portProblem } from '#scripts/supervisor/port.ts';
import { prettyLine } from '#scripts/supervisor/pretty-line.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-supervisor-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the port', () => {
  it('is no problem where nobody listens', async () => {
    expect(await portProblem('127.0.0.1', await freePort())).toBeNull();
  });

  it.each([
    ['PodPromo', /PodPromo is running already at http:\/\/localhost:/],
    ['something else', /set PORT to another one/],
  ])('says who has it: %s', async (name, sentence) => {
    const server = createServer((_, response) => response.end(name));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      expect(await portProblem('127.0.0.1', port)).toMatch(sentence);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('says so where the address is not of this machine', async () => {
    expect(await portProblem('192.0.2.1', 3000)).toBe('HOST 192.0.2.1 is no address of this machine.');
  });

  it('is shown with a name that a browser on this machine can open', () => {
    expect(localUrl('0.0.0.0', 3000)).toBe('http://localhost:3000');
    expect(localUrl('192.0.2.1', 80)).toBe('http://192.0.2.1:80');
    expect(localUrl('2001:db8::1', 80)).toBe('http://[2001:db8::1]:80');
  });
});

describe('the environment of web and worker', () => {
  it('has every place absolute, the database too', () => {
    const given = { DATA_DIR: 'here', DATABASE_URL: 'file:x.db', EMBEDDINGS_MODEL_PATH: 'vectors' };
    const child = childEnvironment(readEnv(given), 'production');
    expect(child).toMatchObject({
      EMBEDDINGS_MODEL_PATH: join(process.cwd(), 'vectors'),
      DATA_DIR: join(process.cwd(), 'here'),
      UPLOAD_DIR: join(process.cwd(), 'here', 'uploads'),
      DATABASE_URL: `file:${join(process.cwd(), 'x.db')}`,
      NODE_ENV: 'production',
    });
  });

  it('leaves a server database as it is', () => {
    const url = 'postgres://me:secret@db/podpromo?sslmode=require';
    expect(childEnvironment(readEnv({ DATABASE_URL: url }), 'production').DATABASE_URL).toBe(url);
  });
});

describe('the lines of .env', () => {
  it('are doubted where they look like a setting and are none', () => {
    const meant = (line: string) => /is (\w+) meant/.exec(doubtfulLines(line).join())?.[1];
    expect(meant('MAX_STORGE_GB=10')).toBe('MAX_STORAGE_GB');
    expect(meant('DATADIR=/x')).toBe('DATA_DIR');
    expect(meant('PODPROMO_DATABASE_URL=file:x')).toBe('DATABASE_URL');
    expect(meant('PROT=80')).toBeUndefined();
    expect(meant('PORTS=80')).toBe('PORT');
    expect(doubtfulLines('PORT: 80')).toEqual([expect.stringContaining('write PORT=')]);
  });

  it('are left alone where they are settings, or of somebody else', () => {
    expect(doubtfulLines('PORT=80\nPOSTGRES_PASSWORD=x\nHTTPS_PROXY=http://a:1\nTZ=UTC\n# PRT=1')).toEqual([]);
  });
});

describe('the places that settings name', () => {
  it('are made where they are folders of ours', async () => {
    const env = readEnv({ DATA_DIR: join(folder, 'a', 'b'), LOGS_DIR: join(folder, 'logs') });
    expect(await folderProblems(env)).toEqual([]);
    expect((await readdir(env.dataDir)).sort()).toEqual(['clips', 'output', 'transcripts', 'uploads']);
  });

  it('are told by the variable that the person knows', async () => {
    await writeFile(join(folder, 'file'), '');
    const sentence = `DATA_DIR: ${join(folder, 'file')} is a file and no folder`;
    expect(await folderProblems(readEnv({ DATA_DIR: join(folder, 'file') }))).toEqual([sentence]);
    const missing = join(folder, 'none');
    const env = readEnv({ FFMPEG_PATH: missing, MODELS_DIR: missing, WHISPER_MODEL: 'large' });
    expect(await namedProblems(env)).toEqual([
      `FFMPEG_PATH: ${missing} is no program that this user may run`,
      `MODELS_DIR: ${missing} is no folder that this user may read`,
      expect.stringMatching(/^WHISPER_MODEL: there is no model "large"; choose tiny, .*large-v3-turbo$/),
    ]);
    expect(await namedProblems(readEnv({}))).toEqual([]);
  });

  it('are told where this user may not write to them', async () => {
    await mkdir(join(folder, 'closed'));
    await chmod(join(folder, 'closed'), 0o500);
    const mayAll = process.getuid?.() === 0;
    const told = await folderProblem('LOGS_DIR', join(folder, 'closed'));
    expect(told).toEqual(mayAll ? null : expect.stringMatching(/^LOGS_DIR: this user may not write to /));
  });
});

describe('a log line on a terminal', () => {
  it('is short', () => {
    const line = JSON.stringify({ level: 40, time: 0, name: 'worker', msg: 'slow', jobId: 'a', err: { message: 'x' } });
    expect(prettyLine('worker', line)).toMatch(/^\d\d:\d\d:\d\d worker warning: slow: x jobId=a$/);
  });

  it('stays as it is where it is none', () => {
    expect(prettyLine('web', '✓ Ready')).toBe('web    ✓ Ready');
    expect(prettyLine('web', '{ not json')).toBe('web    { not json');
  });
});

describe('the log file', () => {
  it('goes on where the last run ended, and begins anew when it is large', async () => {
    await writeFile(join(folder, 'podpromo.log'), 'x'.repeat(10_000_001));
    const log = openLogFile(folder);
    log.write('first');
    log.close();
    expect(await readFile(join(folder, 'podpromo.log'), 'utf8')).toBe('first\n');
    const again = openLogFile(folder);
    again.write('second');
    again.close();
    expect(await readFile(join(folder, 'podpromo.log'), 'utf8')).toBe('first\nsecond\n');
    expect((await readdir(folder)).sort()).toEqual(['podpromo.1.log', 'podpromo.log']);
  });

  it('keeps the last eight', async () => {
    for (let round = 0; round < 12; round += 1) {
      await writeFile(join(folder, 'podpromo.log'), `${round} ${'x'.repeat(10_000_000)}`);
      const log = openLogFile(folder);
      log.write('next');
      log.close();
    }
    const numbers = (await readdir(folder)).map((name) => /\.(\d+)\./.exec(name)?.[1] ?? '0').sort();
    expect(numbers).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
    expect((await readFile(join(folder, 'podpromo.7.log'), 'utf8')).slice(0, 2)).toBe('5 ');
  });

  it('has nothing but JSON in it', () => {
    const pino = JSON.stringify({ level: 30, time: 1, name: 'worker', msg: 'job ended' });
    expect(jsonLine('worker', pino)).toBe(pino);
    for (const line of ['✓ Ready in 1s', '{ not json', '{"a":1}', '']) {
      expect(JSON.parse(jsonLine('web', line))).toMatchObject({
        level: 30,
        name: 'web',
        msg: line,
        time: expect.any(Number),
      });
    }
  });
});
