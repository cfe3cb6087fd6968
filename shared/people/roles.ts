/** What a person is at this station; one role each (docs/architecture.md, "People"). */
export const ROLES = ['operator', 'supervisor', 'manager', 'administrator', 'trainer'] as const;
export type Role = (typeof ROLES)[number];

/** Somebody who works here, as records name them: by badge number, never by name. */
export interface Person {
  readonly badge: string;
  readonly role: Role;
}
