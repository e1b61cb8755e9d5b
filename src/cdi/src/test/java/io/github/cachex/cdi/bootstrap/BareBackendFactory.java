// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.BackendLink;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import io.github.cachex.spi.Capability;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.TagStore;
import io.github.cachex.testkit.FakeBackend;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes backends of the type {@code bare}, which have entries and leases, and nothing else. */
public final class BareBackendFactory implements BackendFactory {
    @Override
    public String type() {
        return "bare";
    }

    @Override
    public List<ConfigKey> keys() {
        return List.of();
    }

    @Override
    public CacheBackend create(BackendContext context) {
        return new Bare(FakeBackend.on(context.clock()));
    }

    private static final class Bare extends BackendDecorator {
        Bare(CacheBackend next) {
            super(next);
        }

        @Override
        protected <R> R call(
                BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
            return step.apply(budget);
        }

        @Override
        public String type() {
            return "bare";
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
        public Set<Capability> capabilities() {
            return Capability.of(this);
        }
    }
}
