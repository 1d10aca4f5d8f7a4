package dev.warren.cli;

/**
 * What a worker process has found out about a file.
 *
 * @param path the file
 * @param size its size in bytes, as it was read
 * @param sha256 the SHA-256 of its content, in hexadecimal
 * @param lines its line ends, as {@code wc -l} counts them
 * @param words its runs of bytes between white space, as {@code wc -w} counts them
 * @param type the extension of its name in lower case, or {@value FileTask#NO_TYPE}
 * @param worker the worker host that it was read on
 * @param pid the process that read it
 * @param busyNanos how long that took
 */
public record FileReport(
    String path,
    long size,
    String sha256,
    long lines,
    long words,
    String type,
    String worker,
    long pid,
    long busyNanos) {}
