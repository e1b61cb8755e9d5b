// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.condition;

import io.github.cachex.error.MessageText;

/** A condition cannot be read; its message says what is wrong, and the remedy. */
public final class ConditionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Creates one. */
    public ConditionException(String message) {
        super(MessageText.line(message));
    }
}
