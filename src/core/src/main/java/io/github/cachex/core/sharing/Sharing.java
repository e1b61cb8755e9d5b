// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.sharing;

import io.github.cachex.core.config.NearStore;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.core.entry.Decoded;
import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.core.entry.KeptFailure;
import io.github.cachex.core.fault.Faults;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.core.stage.SharedValue;
import io.github.cachex.core.stage.ValueSharing;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Gives each caller of a value of one cache what no other can change: the value itself where it is immutable all the way down,
 * a copy of its containers where only these can change, else what its bytes decode to. Thread-safe.
 */
public final class Sharing implements ValueSharing {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");
    private static final int MAX_TOLD = 100;
    private static final Object TAKEN = new Object();

    private final NearStore store;
    private final EntryCodec codec;
    private final ClassPlans plans = new ClassPlans();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private Sharing(NearStore store, EntryCodec codec) {
        this.store = store;
        this.codec = codec;
    }

    /** Returns the sharing that {@code store} asks for; copies are made by {@code codec} where that is needed. */
    public static ValueSharing of(NearStore store, EntryCodec codec) {
        return store == NearStore.REFERENCE ? BY_REFERENCE : new Sharing(store, codec);
    }

    @Override
    public SharedValue kept(FetchCall call, @Nullable Object value, byte[] bytes) {
        SharedValue copied = store == NearStore.BYTES && !(value instanceof KeptFailure) ? null : copied(value);
        return copied != null ? copied : decoded(call, bytes);
    }

    @Override
    public Optional<SharedValue> kept(FetchCall call, Loaded loaded) {
        SharedValue copied = copied(loaded.value());
        if (copied != null) {
            return Optional.of(copied);
        }
        Encoded encoded = codec.encode(
                call.entryKey(),
                call.key().type(),
                loaded.value(),
                loaded.head(),
                call.settings().sizes());
        return encoded instanceof Encoded.Bytes bytes ? Optional.of(decoded(call, bytes.bytes())) : Optional.empty();
    }

    @Override
    public SharedValue together(FetchCall call, @Nullable Object value, byte @Nullable [] bytes) {
        SharedValue copied = copied(value);
        if (copied != null) {
            return copied;
        }
        if (bytes != null) {
            return decoded(call, bytes);
        }
        Encoded encoded = codec.encode(
                call.entryKey(),
                call.key().type(),
                value,
                new EntryHeader(
                        InvalidationStamp.NONE, call.settings().freshness().ttl()),
                Sizes.TRUSTED);
        if (encoded instanceof Encoded.Bytes fit) {
            return decoded(call, fit.bytes());
        }
        tell(call, value, ((Encoded.Unfit) encoded).reason());
        return SharedValue.one(value);
    }

    @Override
    public SharedValue read(FetchCall call, @Nullable Object value, byte[] bytes) {
        return new FirstCome(new AtomicReference<>(value), decoded(call, bytes));
    }

    private void tell(FetchCall call, @Nullable Object value, String reason) {
        String type = value == null ? "null" : value.getClass().getName();
        if (told.size() < MAX_TOLD && told.add(type)) {
            LOG.log(LogMessage.NO_COPIES.with(call.entryKey().cache(), type, reason));
        }
    }

    /** Returns {@code value} where it can be shared or copied without its serializer; null where it cannot. */
    private @Nullable SharedValue copied(@Nullable Object value) {
        if (value instanceof KeptFailure) {
            return SharedValue.one(value);
        }
        try {
            Template template = plans.template(value);
            if (template == null) {
                return null;
            }
            return template.isFixed() ? SharedValue.one(template.copy(value)) : new Copies(template);
        } catch (Throwable e) {
            Faults.keepInterrupt(e);
            // A collection that changes while it is looked at, a constructor or an equals that throws.
            return null;
        }
    }

    private SharedValue decoded(FetchCall call, byte[] bytes) {
        return decoded(codec, call.entryKey(), call.key().type(), bytes);
    }

    /** Returns what {@code codec} makes of {@code bytes}, the entry of {@code key}, for each caller anew. */
    public static SharedValue decoded(EntryCodec codec, EntryKey key, Type type, byte[] bytes) {
        return new DecodedCopies(codec, key, type, bytes);
    }

    /** Copies that share what nobody can change. */
    private record Copies(Template template) implements SharedValue {
        @Override
        public boolean isOne() {
            return false;
        }

        @Override
        public @Nullable Object forCaller() {
            try {
                return template.copy(null);
            } catch (CacheSerializationException e) {
                throw e;
            } catch (Throwable e) {
                Faults.keepInterrupt(e);
                throw new CacheSerializationException("a kept value cannot be copied", e);
            }
        }
    }

    /** What the same bytes decode to, each time anew. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record DecodedCopies(EntryCodec codec, EntryKey key, Type type, byte[] bytes) implements SharedValue {
        @Override
        public boolean isOne() {
            return false;
        }

        @Override
        public @Nullable Object forCaller() {
            Decoded decoded = codec.decode(key, type, bytes, Sizes.TRUSTED);
            if (decoded instanceof Decoded.Value copy) {
                return copy.value();
            }
            throw new CacheSerializationException(((Decoded.Unusable) decoded).reason(), null);
        }
    }

    /** A value that was decoded already, for who comes first; copies for the others. */
    private record FirstCome(AtomicReference<@Nullable Object> first, SharedValue copies) implements SharedValue {
        @Override
        public boolean isOne() {
            return false;
        }

        @Override
        public @Nullable Object forCaller() {
            Object value = first.getAndSet(TAKEN);
            return value == TAKEN ? copies.forCaller() : value;
        }
    }
}
