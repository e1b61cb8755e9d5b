// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.BackendInspection;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import io.github.cachex.spi.Capability;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.KeyScan;
import io.github.cachex.spi.TagStore;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.ManualClock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A store of somebody else's that can do little: no scan, no marks, no link. */
public final class PlainStoreFactory implements BackendFactory {
    private static final FakeBackend STORE = FakeBackend.on(ManualClock.create());

    @Override
    public String type() {
        return "plain";
    }

    @Override
    public List<ConfigKey> keys() {
        return List.of();
    }

    @Override
    public CacheBackend create(BackendContext context) {
        return new Plain();
    }

    private static final class Plain extends BackendDecorator {
        Plain() {
            super(STORE.sibling());
        }

        @Override
        protected <R> R call(
                BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
            return step.apply(budget);
        }

        @Override
        public String type() {
            return "plain";
        }

        @Override
        public Set<Capability> capabilities() {
            return Capability.of(this);
        }

        @Override
        public Optional<KeyScan> scan() {
            return Optional.empty();
        }

        @Override
        public Optional<TagStore> tags() {
            return Optional.empty();
        }

        @Override
        public Optional<BackendLink> link() {
            return Optional.empty();
        }

        @Override
        public Optional<BackendInspection> inspection() {
            return Optional.empty();
        }
    }
}
