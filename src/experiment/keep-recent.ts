/** What was made for a key, made again only when many others have been asked for since. */
export function keepRecent<Value>(most: number): (key: string, make: () => Value) => Value {
  const kept = new Map<string, Value>();
  return (key, make) => {
    const value = kept.get(key) ?? make();
    // The last place in the order of a Map is that of the most recent.
    kept.delete(key);
    kept.set(key, value);
    if (kept.size > most) for (const oldest of [...kept.keys()].slice(0, 1)) kept.delete(oldest);
    return value;
  };
}
