#ifndef CRM_VERSION_H
#define CRM_VERSION_H

/* The Makefile gives the version; a compiler run by hand has this one. */
#ifndef CRMKIT_VERSION
#define CRMKIT_VERSION	"0.1.0"
#endif

#endif
