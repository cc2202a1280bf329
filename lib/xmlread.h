#ifndef CRM_XMLREAD_H
#define CRM_XMLREAD_H

#include "zipfile.h"

/*
 * The elements of an XML part of a zip file, as they come (expat). A document
 * type, and with it every entity of its own making, is refused; so are 64
 * elements in each other, a tag of a mebibyte, and more different names than
 * any office program knows: memory is bounded whatever the part holds.
 */
struct xmlread;

struct xmlread_calls {
	/* Names come without their prefix; attributes as expat gives them:
	   see xmlread_attr. Text comes in pieces. */
	void	(*start)(void *ctx, const char *name, const char **attr);
	void	(*end)(void *ctx, const char *name);
	void	(*text)(void *ctx, struct str piece);	/* or NULL */
};

/* Over a part, which it then owns. */
struct xmlread	*xmlread_open(struct zippart *part,
		    const struct xmlread_calls *calls, void *ctx);
/* Read on: 1, 0 at the end, -1 with the reason in err. */
int		xmlread_step(struct xmlread *x, struct buf *err);
/* All of it: 0 or -1. Closes x. */
int		xmlread_all(struct xmlread *x, struct buf *err);
/* From a call: let xmlread_step return soon; the next one goes on. */
void		xmlread_pause(struct xmlread *x);
/* From a call: end with this reason; the first counts. */
void		xmlread_stop(struct xmlread *x, const char *fmt, ...)
		    __attribute__((format(printf, 2, 3)));
/* The value of an attribute without a prefix, or NULL. */
const char	*xmlread_attr(const char **attr, const char *name);
/* The value of the attribute of that name with any prefix, or NULL. */
const char	*xmlread_attr_any(const char **attr, const char *name);
void		xmlread_close(struct xmlread *x);

#endif
