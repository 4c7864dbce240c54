/**
 * What work gives, or `instead` where that takes longer than `ms`. A plain timer: one that is aborted makes an error
 * with a stack for every press. What the work gives later is dropped; a failure of it is the caller's until then.
 */
export async function within<T, U>(ms: number, work: Promise<T>, instead: U): Promise<T | U> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<U>((resolve) => {
    timer = setTimeout(resolve, ms, instead);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
