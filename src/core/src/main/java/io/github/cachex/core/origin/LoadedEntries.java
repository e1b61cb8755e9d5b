// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.origin;

import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.entry.KeptFailure;
import io.github.cachex.core.entry.Seal;
import io.github.cachex.core.event.CacheTelemetry;
import io.github.cachex.core.stage.CacheSwitch;
import io.github.cachex.core.stage.FetchCall;
import io.github.cachex.core.stage.Loaded;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import java.util.Optional;

/**
 * The entries that are made of what was loaded.
 *
 * @param backend is asked for its time where entries are encrypted
 * @param codec makes the bytes
 * @param power tells whether anything is stored
 * @param telemetry is told what fails
 */
record LoadedEntries(CacheBackend backend, EntryCodec codec, CacheSwitch power, CacheTelemetry telemetry) {
    /** Returns why {@code loaded} is not to be stored; empty if it is. */
    Optional<String> refusal(FetchCall asked, Loaded loaded) {
        FetchCall call = asked.storing(loaded);
        Object value = loaded.value();
        if (!power.isOn()) {
            return Optional.of(CacheSwitch.REFUSED);
        } else if (value instanceof KeptFailure) {
            return Optional.empty();
        } else if (loaded.terms().vetoed()) {
            return Optional.of("the load asked not to store it");
        } else if (EntryCodec.isNothing(value)) {
            return call.settings().freshness().cacheNull()
                    ? Optional.empty()
                    : Optional.of("null is not cached (cache-null=false)");
        } else if (value != null && !StoreFilter.accepts(call.entryKey(), call.settings(), value, telemetry)) {
            return Optional.of(StoreFilter.REFUSED);
        }
        return Optional.empty();
    }

    /** Returns the bytes to store for {@code loaded} as the entry {@code entryId}, or why it is not to be stored. */
    Encoded prepare(FetchCall asked, Loaded loaded, long entryId) {
        FetchCall call = asked.storing(loaded);
        Optional<String> refusal = refusal(call, loaded);
        if (refusal.isPresent()) {
            return new Encoded.Unfit(refusal.get());
        }
        Optional<Loaded> stored = StoreFilter.stored(call, loaded, telemetry);
        if (stored.isEmpty()) {
            return new Encoded.Unfit(StoreFilter.NOTHING);
        }
        EntryHeader head = loaded.head();
        Seal seal;
        try {
            seal = codec.seals()
                    .seal(
                            entryId,
                            loaded.lifetime(),
                            call.settings().freshness().sliding(),
                            () -> call.backendTime().spend(budget -> backend.time(call.entryKey(), budget)));
        } catch (CacheBackendException e) {
            telemetry.backendFailed(call.entryKey(), e.operation(), e);
            return new Encoded.Unfit("the backend does not say its time, under which the value would be encrypted");
        }
        Encoded encoded = codec.encode(
                        call.entryKey(),
                        call.key().type(),
                        stored.get().value(),
                        head,
                        call.settings().sizes(),
                        seal)
                .within(backend);
        if (encoded instanceof Encoded.Bytes fit) {
            telemetry.stores().encoded(fit.bytes().length, head.stamp().tags().size());
        }
        return encoded;
    }
}
