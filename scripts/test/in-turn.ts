/** What one of several says, and that it has said all. */
export type Speaker = { readonly say: (text: string) => void; readonly end: () => void };

/** What several say side by side, one after the other: the first's as it comes, each other's once all before it ended. */
export const inTurn = (count: number, print: (text: string) => void): readonly Speaker[] => {
  const speakers = Array.from({ length: count }, () => ({ held: "", hasEnded: false }));
  let turn = 0;
  return speakers.map((speaker, index) => ({
    say: (text) => {
      if (index === turn) print(text);
      else speaker.held += text;
    },
    end: () => {
      speaker.hasEnded = true;
      while (speakers[turn]?.hasEnded === true) {
        turn += 1;
        const next = speakers[turn];
        if (next !== undefined) print(next.held);
      }
    },
  }));
};
