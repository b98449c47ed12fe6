import { z } from 'zod';
import { hasUserInfo, isHttpUrl } from '../domain/urls.ts';

/** A port. */
export const port = z
  .string()
  .regex(/^\d{1,5}$/, 'expected a port from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'expected a port from 0 to 65535');
/** An address that holds no secret. */
export const url = z
  .string()
  .refine(isHttpUrl, 'expected a URL like http://127.0.0.1:4000/api')
  .refine(
    (value) => !isHttpUrl(value) || !hasUserInfo(value),
    'expected a URL without a user name and password, which are not sent',
  );
/** A token whose beginning tells its kind. */
export const secret = (start: string, name: string) =>
  z.string().refine((value) => value.startsWith(start), {
    message: `expected ${name}, which begins with ${start}`,
  });
