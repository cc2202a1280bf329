#ifndef CRM_IDENT_H
#define CRM_IDENT_H

#include "mem.h"
#include "rows.h"

/*
 * Who a record is about. E-mail (lower case) and phone (digits with country
 * code) are keys everywhere; every other key is written source:key, because
 * the same nickname on two platforms is two people. A table of aliases joins
 * keys to one customer, a list of own accounts tells the brand's side.
 */
enum ident_kind {
	IDENT_EMAIL, IDENT_PHONE, IDENT_PLATFORM, IDENT_NICK, IDENT_HASH,
	IDENT_ALIAS
};

struct ident;

struct ident	*ident_open(void);
void		 ident_close(struct ident *id);
/*
 * Read a table of aliases (columns alias, user_id), or of own accounts (column
 * user_id). STATUS_OK; STATUS_USAGE with *f when a column is missing, a row
 * cannot be read, or one alias is given to two customers; STATUS_IO.
 */
enum status	 ident_aliases(struct ident *id, struct rows *r,
		    struct fault *f);
enum status	 ident_own(struct ident *id, struct rows *r,
		    struct fault *f);

/* The kind of that name ("email", ...), or -1; and its name. */
int		 ident_kind(const char *name);
const char	*ident_kind_name(enum ident_kind kind);

/*
 * The key for a cell that rule "id" has read: false when it is a placeholder
 * (a * in it, all digits equal, 匿名) or no address or number of its kind.
 * source may be empty, country_code NULL. *key lives in the arena or is
 * borrowed.
 */
bool		 ident_key(enum ident_kind kind, struct str cell,
		    struct str source, const char *country_code,
		    struct arena *a, struct str *key);
/* The customer that a key is an alias of; false when it is none. */
bool		 ident_alias(const struct ident *id, struct str key,
		    struct str *user);
/*
 * Is it one of the own accounts? One listed as source:key, an address or a
 * number is that key; any other is a key of that source, or a name shown.
 */
bool		 ident_is_own(const struct ident *id, struct str source,
		    struct str key, struct str name);
bool		 ident_has_own(const struct ident *id);
bool		 ident_has_aliases(const struct ident *id);

#endif
