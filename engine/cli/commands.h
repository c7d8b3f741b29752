/*
 * The one table of commands and options. Parsing, `-h`, `--help`, man pages
 * and shell completions are all made from it: a new command is a file
 * cmd_<name>.c and a row of commands.def, a new option a row of options.def.
 */
#ifndef HF_CLI_COMMANDS_H
#define HF_CLI_COMMANDS_H

#include <handoff/status.h>

#include <stddef.h>

/** What an option takes. In brackets: what it is read as, a number. */
typedef enum hf_option_kind {
    HF_KIND_FLAG,      /* nothing (1) */
    HF_KIND_HELP,      /* nothing; ends the reading of arguments */
    HF_KIND_TEXT,      /* any text (0) */
    HF_KIND_FILE,      /* a path, or "-" (0) */
    HF_KIND_CHOICE,    /* one word of `allowed`, "a|b|c" (its index) */
    HF_KIND_NUMBER,    /* a whole number in `allowed`, "1-1024" (itself) */
    HF_KIND_SIZE,      /* bytes: 4096, 64K, 1M, 1G (bytes) */
    HF_KIND_SHARE,     /* a percentage: 1%, 0.5% (millionths of a share) */
    HF_KIND_TIME,      /* a date or a moment (UTC seconds) */
    HF_KIND_WAIT,      /* 500ms, 30s, 10m, 1h (milliseconds) */
    HF_KIND_SPAN,      /* 24h, 90d, 13w (seconds) */
    HF_KIND_SEPARATOR, /* one ASCII character or its name (the byte) */
    HF_KIND_FOOTER     /* auto, none or a number (a mode, or lines) */
} hf_option_kind;

/** The headings under which `--help` lists options, in this order. */
typedef enum hf_option_group {
    HF_GROUP_RESULT,
    HF_GROUP_READING,
    HF_GROUP_GATES,
    HF_GROUP_MESSAGES,
    HF_GROUP_GENERAL, /* these are not read from the environment */
    HF_GROUP_COUNT
} hf_option_group;

typedef enum hf_option_id {
#define HF_OPTION(id, ...) HF_OPTION_##id,
#include "cli/options.def"
#undef HF_OPTION
    HF_OPTION_COUNT
} hf_option_id;

typedef struct hf_option {
    const char *name; /* "as-of"; "" when there is only the letter */
    char letter;      /* 'o', or 0 */
    hf_option_kind kind;
    const char *argument; /* "TIME", or NULL when it takes nothing */
    const char *allowed;  /* see the kinds, or NULL */
    const char *standard; /* the default as it would be typed, or NULL */
    hf_option_group group;
    const char *brief; /* a few words, lower case, no full stop */
    const char *more;  /* whole sentences, or "" */
} hf_option;

typedef struct hf_arguments hf_arguments;

enum { HF_OPERANDS_ANY = 1 << 20 };

typedef struct hf_command {
    const char *name;
    const char *operands; /* "RULES LEADS..." */
    size_t least, most;   /* operands wanted and taken */
    const char *brief;    /* a few words, lower case, no full stop */
    const char *text;     /* paragraphs, parted by an empty line */
    const char *examples; /* lines; those that begin with TAB are typed */
    const hf_option_id *options; /* up to HF_OPTION_COUNT */
    handoff_status (*run)(const hf_arguments *arguments);
} hf_command;

/** The `at`-th command in the order of the table, or NULL past its end. */
const hf_command *hf_commands_at(size_t at);

/** The command of that very name, or NULL. */
const hf_command *hf_commands_find(const char *name);

/** The option with that id. */
const hf_option *hf_commands_option(hf_option_id id);

/** The `at`-th option of a command, or NULL past the last. */
const hf_option *hf_commands_option_at(const hf_command *command, size_t at);

/** The command's option with that name (`len` bytes) or, when `len` is 0,
 * with that letter; HF_OPTION_COUNT when it has none. */
hf_option_id hf_commands_find_option(const hf_command *command,
                                     const char *name, size_t len, char letter);

/** "What is written" and so on. */
const char *hf_commands_group_title(hf_option_group group);

enum { HF_ENVIRONMENT_LEN = 40 };

/** HANDOFF_AS_OF for `as-of`; "" when it is not read from the environment. */
void hf_commands_environment(const hf_option *option,
                             char name[HF_ENVIRONMENT_LEN]);

/** Run one command; each stands in its own cmd_<name>.c and returns what the
 * program ends with. Messages have been printed by then. */
#define HF_COMMAND(name, ...)                                                  \
    handoff_status hf_cmd_##name(const hf_arguments *arguments);
#include "cli/commands.def"
#undef HF_COMMAND

#endif
