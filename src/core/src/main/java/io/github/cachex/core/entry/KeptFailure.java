// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import io.github.cachex.core.config.FailureSettings;
import io.github.cachex.core.entry.Encryption.UnreadableException;
import io.github.cachex.spi.RebuiltExceptions;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A failure of a load that stands in the place of a value. Its class goes by name until that was found among those that are kept: what
 * lies in a store names no class to load.
 */
public final class KeptFailure {
    private static final Pattern CLASS_NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
            + "(?:\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*+");

    private final String type;
    private final @Nullable String message;
    private final @Nullable Class<? extends Exception> found;
    private final @Nullable Exception original;

    private KeptFailure(
            String type,
            @Nullable String message,
            @Nullable Class<? extends Exception> found,
            @Nullable Exception original) {
        this.type = type;
        this.message = message;
        this.found = found;
        this.original = original;
    }

    /** Returns {@code failure} of a load in this JVM as it is kept; empty where {@code settings} do not ask for that. */
    public static Optional<KeptFailure> of(Throwable failure, FailureSettings settings) {
        return failure instanceof Exception original
                ? settings.named(original.getClass().getName())
                        .filter(kept -> kept == original.getClass())
                        .map(kept -> new KeptFailure(kept.getName(), original.getMessage(), kept, original))
                : Optional.empty();
    }

    /** Returns it as {@code settings} make it again; empty where they do not name its class, or its constructor fails. */
    public Optional<KeptFailure> usable(FailureSettings settings) {
        return settings.named(type)
                .filter(kept -> RebuiltExceptions.made(kept, message).isPresent())
                .map(kept -> new KeptFailure(type, message, kept, null));
    }

    /** Returns whether an exception that is made again says what the original said. */
    public boolean isFaithful() {
        return RebuiltExceptions.made(Objects.requireNonNull(found), message)
                .filter(again -> Objects.equals(again.getMessage(), message))
                .isPresent();
    }

    /** Returns it without the exception of the load that it is of, as it is kept. */
    public KeptFailure kept() {
        return original == null ? this : new KeptFailure(type, message, found, null);
    }

    /** Returns whether a load ended with it just now, so that its exception is the load's own. */
    public boolean isFirsthand() {
        return original != null;
    }

    /** Returns the name of its class. */
    public String type() {
        return type;
    }

    /** Returns the exception to throw: the load's own, or a new one. */
    public Exception exception() {
        return original != null
                ? original
                : RebuiltExceptions.made(Objects.requireNonNull(found), message)
                        .orElseThrow(() -> new IllegalStateException(type + " can be made no more"));
    }

    byte[] bytes() {
        byte[] name = type.getBytes(StandardCharsets.UTF_8);
        byte[] text = message == null ? new byte[0] : message.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Short.BYTES + name.length + 1 + text.length)
                .putShort((short) name.length)
                .put(name)
                .put((byte) (message == null ? 0 : 1))
                .put(text)
                .array();
    }

    /** Reads what {@link #bytes} wrote; throws where it is something else, such as a value that damage has called a failure. */
    static KeptFailure read(byte[] bytes) throws UnreadableException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        String name = text(in, Short.toUnsignedInt(in.getShort()));
        byte said = in.get();
        String message = text(in, in.remaining());
        if (!CLASS_NAME.matcher(name).matches() || said != 1 && (said != 0 || !message.isEmpty())) {
            throw new UnreadableException("a failure that names no class", false);
        }
        return new KeptFailure(name, said == 0 ? null : message, null, null);
    }

    private static String text(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
