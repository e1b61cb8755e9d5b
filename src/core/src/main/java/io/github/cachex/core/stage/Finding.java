// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.core.entry.EntryHeader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a read found under the key of a call. Immutable, but for the values. */
public sealed interface Finding {
    /**
     * A fresh value, which answers the call.
     *
     * @param read the value, right when the read was sent
     * @param entryId the id of its entry
     * @param freshLeft how long it stays fresh
     * @param head what was stored with it
     */
    record Fresh(Outcome.Value read, long entryId, Duration freshLeft, EntryHeader head)
            implements Finding, Outcome.Known {
        @Override
        public @Nullable Object value() {
            return read.value();
        }

        @Override
        public @Nullable Stored stored() {
            return new Stored(entryId, head.stamp().tags(), freshLeft, read.basis());
        }

        @Override
        public SharedOutcome shared() {
            SharedOutcome shared = read.shared();
            return new SharedOutcome(shared.value(), shared.basis(), shared.personal(), stored());
        }

        /** Returns the value as it is to be replaced. To be called before its caller has it. */
        public StaleValue replaced() {
            return StaleValue.of(entryId, read.sharing().get(), read.basis(), head);
        }
    }

    /** Nothing that answers the call, which goes on. */
    sealed interface Miss extends Finding {
        /** Returns what {@link LocalValues#watch} saw before the read; null before any. */
        @Nullable
        Object watch();

        /** Returns the id of the entry that counts as absent from now on, where {@code before} did so far. */
        default long rejected(long before) {
            return before;
        }
    }

    /** Nothing, or nothing that is not known to be of no use. */
    record Missing(@Nullable Object watch) implements Miss {
        /** What is known before a read. */
        public static final Missing UNREAD = new Missing(null);
    }

    /** A stale value. The backend takes it for fresh where it {@code isRejected}: a mark or its seal says otherwise. */
    record Stale(@Nullable Object watch, StaleValue value, boolean isRejected) implements Miss {
        @Override
        public long rejected(long before) {
            return isRejected ? value.entryId() : before;
        }
    }

    /** A value that is to be loaded again though it may be fresh; it counts as absent, and stands in for nothing. */
    record Replaced(@Nullable Object watch, StaleValue value) implements Miss {
        @Override
        public long rejected(long before) {
            return value.entryId();
        }
    }

    /** An entry that cannot be used: it could not be decoded, or was invalidated by a mark. */
    record Rejected(@Nullable Object watch, long entryId) implements Miss {
        @Override
        public long rejected(long before) {
            return entryId;
        }
    }

    /**
     * A fresh entry of another release, which is left to those who can read it: the call loads without storing.
     *
     * @param watch what was seen before the read
     * @param entryId its id
     * @param freshLeft how long it stays fresh, counted from {@code readAt}
     * @param readAt when the backend was asked, by {@link System#nanoTime}
     */
    record Foreign(@Nullable Object watch, long entryId, Duration freshLeft, long readAt) implements Miss {}
}
