/**
 * Paths of the reasons that a deck must have and has not: `why` of each option, `explain` of each question. None where the
 * deck says `reasons: partial`.
 * @param value the deck file as YAML gives it, of whatever shape
 */
export function missingReasons(value: unknown): readonly (readonly PropertyKey[])[] {
  if (!isRecord(value) || value['reasons'] === 'partial') return [];
  return listOf(value['questions']).flatMap((question, index) => {
    if (!isRecord(question)) return [];
    const here = ['questions', index];
    const whys = listOf(question['options']).flatMap((option, place) =>
      isRecord(option) && option['why'] === undefined ? [[...here, 'options', place, 'why']] : [],
    );
    return question['explain'] === undefined ? [...whys, [...here, 'explain']] : whys;
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
