/** Which preference comes first: on it the verdict rests, and the others are held against it. */

/** The preferences with that of a name first, and the others in their order; as they are where there is none of that name. */
export function withFirst<Preference extends { readonly name: string }>(
  preferences: readonly Preference[],
  name: string | undefined,
): Preference[] {
  const isFirst = (preference: Preference) => preference.name === name;
  return [...preferences.filter(isFirst), ...preferences.filter((preference) => !isFirst(preference))];
}
