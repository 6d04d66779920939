import { startTestService, type TestService } from './client.ts';
import { type JudgeScript, type ScriptedJudge, startScriptedJudge } from './scripted-judge.ts';

/** The service with a scripted judge as its provider; stopping it stops both. */
export interface JudgedService extends TestService {
  readonly judge: ScriptedJudge;
}

/** Starts a scripted judge and the service that asks it, with these variables beside. */
export async function startJudgedService(
  script?: JudgeScript,
  variables: Readonly<Record<string, string>> = {},
): Promise<JudgedService> {
  const judge = await startScriptedJudge(script);
  const provider = { OPENAI_BASE_URL: judge.baseUrl, OPENAI_MODEL: 'scripted' };
  const service = await startTestService({ ...provider, ...variables });
  return {
    ...service,
    judge,
    async stop() {
      await service.stop();
      await judge.stop();
    },
  };
}
