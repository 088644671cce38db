/**
 * Lets go of the memory of bytes that nobody needs any more, and of all else in their buffer. The collector would wait
 * until hundreds of megabytes of them had piled up.
 */
export const empty = ({ buffer }: ArrayBufferView): void => {
  (buffer as ArrayBuffer).transfer(0);
};
