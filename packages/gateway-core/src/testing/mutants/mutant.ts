import type { AgentEvent, BuildInput, Command, Provider } from '../../provider.js';
import {
  buildCommand,
  eventsOf,
  outputLine,
  parseJson,
  parseOutput,
  referenceProvider,
  type OutputLine,
  type TinyOptions,
} from './reference-provider.js';

/** The reference provider with one mistake. */
export interface Mutant {
  readonly name: string;
  /** What users saw of it. */
  readonly mistake: string;
  readonly provider: Provider<TinyOptions>;
  /** Files of the package, where the mistake lies there. */
  readonly files?: Readonly<Record<string, string>>;
}

export function mutant(name: string, mistake: string, changes: Partial<Provider<TinyOptions>>): Mutant {
  return { name, mistake, provider: { ...referenceProvider, ...changes } };
}

/** A mutant whose command is the right one, changed. */
export function commandMutant(
  name: string,
  mistake: string,
  change: (command: Command, input: BuildInput<TinyOptions>) => Partial<Command>,
): Mutant {
  return mutant(name, mistake, {
    buildCommand: (input) => {
      const command = buildCommand(input);
      return { ...command, ...change(command, input) };
    },
  });
}

/** A mutant whose events are the right ones, changed one by one. */
export function eventMutant(name: string, mistake: string, change: (event: AgentEvent) => readonly unknown[]): Mutant {
  return mutant(name, mistake, {
    parseOutput: async function* (lines) {
      // What the mutants make is wrong on purpose.
      for await (const event of parseOutput(lines)) yield* change(event) as readonly AgentEvent[];
    },
  });
}

/** A mutant that reads the lines of its CLI in its own way. */
function lineMutant(name: string, mistake: string, change: (line: OutputLine) => readonly AgentEvent[]): Mutant {
  return mutant(name, mistake, {
    parseOutput: async function* (lines) {
      for await (const line of lines) {
        const known = outputLine.safeParse(parseJson(line));
        if (known.success) yield* change(known.data);
      }
    },
  });
}

/** A mutant that is right for all lines but some of one type. */
export function typeMutant<Type extends OutputLine['type']>(
  name: string,
  mistake: string,
  type: Type,
  change: (line: Extract<OutputLine, { type: Type }>) => readonly AgentEvent[],
): Mutant {
  return lineMutant(name, mistake, (line) =>
    // The type has just been compared.
    line.type === type ? change(line as Extract<OutputLine, { type: Type }>) : eventsOf(line),
  );
}
