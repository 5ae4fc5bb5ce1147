import { expect, test } from 'vitest';
import { options } from './options.js';

test('publishes a short schema', () => {
  expect(options['~standard'].jsonSchema.input({ target: 'draft-2020-12' })).toMatchInlineSnapshot(`
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "additionalProperties": false,
      "properties": {
        "allowedTools": {
          "description": "Run without asking, e.g. "run_shell_command(git)". With permission full: these and no more.",
          "items": {
            "pattern": "^[^,\\0]+$",
            "type": "string",
          },
          "type": "array",
        },
        "approvalMode": {
          "description": "default: permission read-only; auto_edit: edit; yolo: full.",
          "enum": [
            "default",
            "auto_edit",
            "yolo",
          ],
          "type": "string",
        },
        "includeDirs": {
          "description": "More folders that the agent may work in.",
          "items": {
            "pattern": "^[^,\\0]+$",
            "type": "string",
          },
          "type": "array",
        },
      },
      "type": "object",
    }
  `);
});

test('refuses values that Gemini CLI would split in two', () => {
  expect(options.safeParse({ includeDirs: ['../other,/etc'] }).success).toBe(false);
  expect(options.safeParse({ allowedTools: ['read_file,run_shell_command'] }).success).toBe(false);
  expect(options.safeParse({ includeDirs: [''] }).success).toBe(false);
});
