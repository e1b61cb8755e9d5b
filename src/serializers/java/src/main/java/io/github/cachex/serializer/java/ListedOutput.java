// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.java;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Writes objects of listed classes alone, so that nothing is stored that would be refused when it is read. */
final class ListedOutput extends ObjectOutputStream {
    private final AllowList allowed;
    private @Nullable InvalidClassException refusal;

    ListedOutput(OutputStream out, AllowList allowed) throws IOException {
        super(out);
        this.allowed = allowed;
    }

    /** Writes {@code value}; throws {@link InvalidClassException} if it holds anything that is not listed. */
    void write(Object value) throws IOException {
        writeObject(value);
        if (refusal != null) {
            throw refusal;
        }
    }

    // Neither throws: the stream would write that exception too, which is of a class that is not listed.
    @Override
    protected void annotateClass(Class<?> type) {
        allowed.refused(type).ifPresent(this::refuse);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
        refuse(type);
    }

    private void refuse(Class<?> type) {
        if (refusal == null) {
            refusal = new InvalidClassException(type.getName(), AllowList.NOT_LISTED);
        }
    }
}
