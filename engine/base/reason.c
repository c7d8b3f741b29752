/*
 * Why a file cannot be opened or read: an errno in, words out. What is usual
 * is said in the words of our messages, all else in the system's own.
 */
#include "base/reason.h"

#include <errno.h>
#include <string.h>

const char *
hf_reason_text(int number)
{
    switch (number) {
    case ENOENT:
        return "no such file";
    case ENOTDIR:
        return "no such folder";
    case EACCES:
    case EPERM:
        return "permission denied";
    case EISDIR:
        return "it is a folder";
    case ELOOP:
        return "its symbolic links go in circles";
    case ENAMETOOLONG:
        return "the name is too long";
    case EMFILE:
    case ENFILE:
        return "too many files are open";
    case EIO:
        return "the disk cannot read it";
    default:
        break;
    }
    const char *words = strerrordesc_np(number);
    return words ? words : "the system refuses";
}
