-- People of the desk. They are never deleted, only disabled: the audit log names them.
CREATE TABLE staff (
    id            BLOB PRIMARY KEY NOT NULL,
    name          TEXT NOT NULL CONSTRAINT staff_name_check CHECK (name <> ''),
    email         TEXT NOT NULL,
    email_key     TEXT NOT NULL CONSTRAINT staff_email_key_key UNIQUE, -- equal for all spellings
    password      TEXT NOT NULL, -- Argon2id, in the PHC format
    totp_secret   BLOB, -- of the second factor; null until it is set up
    totp_step     INTEGER, -- of the last code that was taken
    disabled_at   INTEGER,
    last_seen_at  INTEGER,
    created_at    INTEGER NOT NULL,
    version       INTEGER NOT NULL CONSTRAINT staff_version_check CHECK (version >= 1)
) STRICT;

-- Roles. Those that every shop has are rows too, so that people and invitations refer to both kinds
-- alike; what they permit is the program's. Permissions are keys separated by spaces.
CREATE TABLE staff_roles (
    id          BLOB PRIMARY KEY NOT NULL,
    builtin     TEXT CONSTRAINT staff_roles_builtin_key UNIQUE,
    name        TEXT NOT NULL CONSTRAINT staff_roles_name_check CHECK (name <> ''),
    name_key    TEXT NOT NULL CONSTRAINT staff_roles_name_key_key UNIQUE, -- in lower case
    permissions TEXT NOT NULL,
    version     INTEGER NOT NULL CONSTRAINT staff_roles_version_check CHECK (version >= 1)
) STRICT;
INSERT INTO staff_roles (id, builtin, name, name_key, permissions, version) VALUES
    (X'00000000000070008000000000000001', 'owner', 'Owner', 'owner', '', 1),
    (X'00000000000070008000000000000002', 'merchandiser', 'Merchandiser', 'merchandiser', '', 1),
    (X'00000000000070008000000000000003', 'fulfilment', 'Fulfilment', 'fulfilment', '', 1),
    (X'00000000000070008000000000000004', 'support', 'Support', 'support', '', 1),
    (X'00000000000070008000000000000005', 'analyst', 'Analyst', 'analyst', '', 1);

CREATE TABLE staff_role_members (
    staff_id BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    role_id  BLOB NOT NULL REFERENCES staff_roles (id),
    PRIMARY KEY (staff_id, role_id)
) STRICT;
CREATE INDEX staff_role_members_by_role ON staff_role_members (role_id);

-- Sessions. The browser has the token; the table has its digest.
CREATE TABLE staff_sessions (
    id         BLOB PRIMARY KEY NOT NULL,
    staff_id   BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    token      BLOB NOT NULL CONSTRAINT staff_sessions_token_key UNIQUE,
    stage      TEXT NOT NULL CONSTRAINT staff_sessions_stage_check
               CHECK (stage IN ('second_factor', 'enrolment', 'open')),
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    fresh_at   INTEGER NOT NULL, -- when the person last proved who they are
    browser    TEXT NOT NULL, -- its family, such as Firefox on Linux
    address    TEXT NOT NULL, -- without the part that tells households apart
    totp_pending    BLOB, -- secret of a second factor that this session sets up
    totp_pending_at INTEGER, -- when it was made
    CONSTRAINT staff_sessions_totp_pending_check
        CHECK ((totp_pending IS NULL) = (totp_pending_at IS NULL))
) STRICT;
CREATE INDEX staff_sessions_by_staff ON staff_sessions (staff_id, seen_at);
CREATE INDEX staff_sessions_by_expiry ON staff_sessions (expires_at);
CREATE INDEX staff_sessions_by_use ON staff_sessions (seen_at);

-- Invitations. The token is null until its email is sent.
CREATE TABLE staff_invitations (
    id         BLOB PRIMARY KEY NOT NULL,
    token      BLOB CONSTRAINT staff_invitations_token_key UNIQUE,
    name       TEXT NOT NULL, -- may be empty
    email      TEXT NOT NULL, -- empty for the first owner, who types it
    email_key  TEXT NOT NULL,
    invited_by TEXT NOT NULL, -- the name of who did
    inviter_id BLOB REFERENCES staff (id), -- null for a command or the program itself
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT;
CREATE INDEX staff_invitations_by_email ON staff_invitations (email_key);
CREATE INDEX staff_invitations_by_inviter ON staff_invitations (inviter_id);
CREATE INDEX staff_invitations_by_expiry ON staff_invitations (expires_at);

CREATE TABLE staff_invitation_roles (
    invitation_id BLOB NOT NULL REFERENCES staff_invitations (id) ON DELETE CASCADE,
    role_id       BLOB NOT NULL REFERENCES staff_roles (id),
    PRIMARY KEY (invitation_id, role_id)
) STRICT;
CREATE INDEX staff_invitation_roles_by_role ON staff_invitation_roles (role_id);

-- Links to a new password. The token is null until its email is sent.
CREATE TABLE staff_resets (
    id         BLOB PRIMARY KEY NOT NULL,
    staff_id   BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    token      BLOB CONSTRAINT staff_resets_token_key UNIQUE,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_resets_by_staff ON staff_resets (staff_id, expires_at);
CREATE INDEX staff_resets_by_expiry ON staff_resets (expires_at);

-- Codes for people without their authenticator, as digests.
CREATE TABLE staff_recovery_codes (
    staff_id BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    code     BLOB NOT NULL,
    used_at  INTEGER,
    PRIMARY KEY (staff_id, code)
) STRICT;

-- Attempts of an account, a browser, a session or a client, in a period that starts with the first
-- one. Subjects and accounts are digests under the shop's secret.
CREATE TABLE staff_attempts (
    subject TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL, -- whose attempts are forgotten together; empty for those of a client
    since   INTEGER NOT NULL,
    count   INTEGER NOT NULL CONSTRAINT staff_attempts_count_check CHECK (count >= 1)
) STRICT;
CREATE INDEX staff_attempts_by_account ON staff_attempts (account);
CREATE INDEX staff_attempts_by_time ON staff_attempts (since);

-- Forms that were posted with an expired session, until the same person has signed in again.
CREATE TABLE staff_kept_forms (
    id         BLOB PRIMARY KEY NOT NULL,
    staff_id   BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    token      BLOB NOT NULL CONSTRAINT staff_kept_forms_token_key UNIQUE,
    path       TEXT NOT NULL,
    body       BLOB NOT NULL CONSTRAINT staff_kept_forms_body_check CHECK (length(body) <= 65536),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_kept_forms_by_staff ON staff_kept_forms (staff_id, created_at);
CREATE INDEX staff_kept_forms_by_time ON staff_kept_forms (created_at);

-- Whether everybody needs a second factor: one row.
CREATE TABLE staff_policy (
    id            INTEGER PRIMARY KEY NOT NULL CONSTRAINT staff_policy_id_check CHECK (id = 1),
    second_factor TEXT NOT NULL CONSTRAINT staff_policy_second_factor_check
                  CHECK (second_factor IN ('required', 'optional')),
    version       INTEGER NOT NULL CONSTRAINT staff_policy_version_check CHECK (version >= 1)
) STRICT;
INSERT INTO staff_policy (id, second_factor, version) VALUES (1, 'required', 1);

-- Programs that know the schema up to 15 can go on: nothing that they use has changed.
UPDATE settings SET value = '30:15' WHERE key = 'schema.oldest_program';
