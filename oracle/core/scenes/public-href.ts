/** Query parameters of Azure SAS tokens and of AWS and Google pre-signed URLs: credentials, not names of a file. */
const SIGNATURE =
  /^(s[a-z]|sig|sip|spr|skoid|sktid|skt|ske|sks|skv|x-amz-.*|x-goog-.*|awsaccesskeyid|expires|signature)$/i;

/**
 * The href without what signs it. Operators hold different signatures for one file, and no signature belongs in
 * evidence, so files are known by this name.
 */
export const publicHref = (href: string): string => {
  const url = new URL(href);
  const signed = [...url.searchParams.keys()].some((key) => /^(sig|signature|x-(amz|goog)-signature)$/i.test(key));
  if (!signed) return href;
  for (const key of [...url.searchParams.keys()]) if (SIGNATURE.test(key)) url.searchParams.delete(key);
  return url.href;
};
