import { describe, expect, test } from '@jest/globals';
import { findService, type ListTables } from '../../../commands/find-service.ts';

/** An account with these tables, which lists them as DynamoDB does. */
function account(...tables: string[]): ListTables {
  return async (after) => tables.sort().filter((name) => name > after);
}

describe('the table of a command', () => {
  test('is the one of the stage, by the name that CloudFormation gave it', async () => {
    const tables = account('assay-dev-data-StorageTable1-X', 'assay-prod-data-StorageTable1-Y', 'zebra');

    expect(await findService('dev', {}, tables)).toEqual({ TABLE_NAME: 'assay-dev-data-StorageTable1-X' });
  });

  test('is the one that the environment names', async () => {
    expect(await findService(undefined, { TABLE_NAME: 'mine' }, account())).toEqual({ TABLE_NAME: 'mine' });
  });

  test.each([[account()], [account('assay-dev-data-A', 'assay-dev-data-B')]])(
    'is not guessed where the stage has none or several',
    async (tables) => {
      await expect(findService('dev', {}, tables)).rejects.toThrow(
        /^There are [02] tables named assay-dev-data-…; name one by TABLE_NAME\.$/,
      );
    },
  );
});
