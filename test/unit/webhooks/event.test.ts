import { expect, test } from '@jest/globals';
import { bodyOf, eventNames, messageIdOf, type ServiceEvent } from '../../../src/webhooks/event.ts';

const event: ServiceEvent = {
  tenant: 'tenant-a',
  event: 'batch.completed',
  id: 'batch_1',
  at: '2026-11-24T10:00:00.000Z',
  data: { status: 'completed' },
};

test('the body names the event, its subject and its time, and not the tenant', () => {
  expect(JSON.parse(bodyOf(event))).toEqual({
    event: 'batch.completed',
    batch_id: 'batch_1',
    timestamp: '2026-11-24T10:00:00.000Z',
    data: { status: 'completed' },
  });
  expect(JSON.parse(bodyOf({ ...event, event: 'evaluation.failed', id: 'evr_1' }))).toMatchObject({
    evaluation_id: 'evr_1',
  });
});

test('every event of a subject has an id of its own, without a dot, the same each time', () => {
  const ids = eventNames.map((name) => messageIdOf({ ...event, event: name, id: `${name.split('.')[0]}_1` }));

  expect(new Set(ids).size).toBe(eventNames.length);
  expect(ids.join()).not.toContain('.');
  expect(messageIdOf(event)).toBe(messageIdOf({ ...event }));
});

test.each(eventNames)('%s has a new id at another time only if it can happen again', (name) => {
  const first = { ...event, event: name };
  const later = { ...first, at: '2026-11-24T10:00:00.001Z' };

  const isNew = messageIdOf(first) !== messageIdOf(later);

  expect(isNew).toBe(name === 'evaluation.started' || name === 'evaluation.failed');
});
