// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a backend answers an operation with an error. Applications see it only where they asked for it
 * ({@code backend-errors=throw}) and from operations that must not guess, such as {@code putIfAbsent}.
 */
public class CacheBackendException extends CachexException {
    private static final long serialVersionUID = 1L;

    private final String backend;
    private final String operation;
    private final String key;

    /** Creates one for {@code operation} on {@code key} at the backend of type {@code backend}. */
    public CacheBackendException(String backend, String operation, String key, @Nullable Throwable cause) {
        this(backend, operation, key, cause == null ? "failed" : String.valueOf(cause.getMessage()), cause);
    }

    /** Creates one that also says the {@code problem} in words; never with credentials. */
    public CacheBackendException(
            String backend, String operation, String key, String problem, @Nullable Throwable cause) {
        super(backend + " " + operation + " '" + key + "': " + problem, cause);
        this.backend = backend;
        this.operation = operation;
        this.key = key;
    }

    /** Returns the backend's type, such as {@code redis}. */
    public String backend() {
        return backend;
    }

    /** Returns the operation that failed, such as {@code read}. */
    public String operation() {
        return operation;
    }

    /** Returns the backend's key that the operation was for. */
    public String key() {
        return key;
    }

    /**
     * Returns whether the backend may have carried the operation out all the same, or may still do so. False here: an
     * error reply says that nothing was done.
     */
    public boolean perhapsApplied() {
        return false;
    }
}
