// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.Advice;
import io.github.cachex.CacheHandler;
import io.github.cachex.CacheHealth;
import io.github.cachex.CacheStats;
import io.github.cachex.Caches;
import io.github.cachex.HotKey;
import io.github.cachex.Invalidation;
import io.github.cachex.LeaseHolder;
import io.github.cachex.MethodStats;
import io.github.cachex.NodeReport;
import io.github.cachex.SettingInForce;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What {@code @Inject Caches} receives: the application's caches, in a form that may be passivated with its owner. */
final class CachesView implements Caches, Serializable {
    private static final long serialVersionUID = 1L;

    private final EngineOwner owner;

    CachesView(EngineOwner owner) {
        this.owner = owner;
    }

    @Override
    public Set<String> names() {
        return owner.caches().names();
    }

    @Override
    public Optional<CacheHandler> find(String name) {
        return owner.caches().find(name).map(found -> new HandlerView(owner, name));
    }

    @Override
    public CacheHandler cache(String name) {
        // Made now, so that a wrong name is told here and not at the first call.
        return new HandlerView(owner, owner.cache(name).name());
    }

    @Override
    public Map<String, CacheStats> stats() {
        return owner.caches().stats();
    }

    @Override
    public CacheStats total() {
        return owner.caches().total();
    }

    @Override
    public Map<String, MethodStats> methods() {
        return owner.caches().methods();
    }

    @Override
    public List<HotKey> hotKeys(String name) {
        return owner.caches().hotKeys(name);
    }

    @Override
    public CompletionStage<List<NodeReport>> nodes(Duration wait) {
        return owner.caches().nodes(wait);
    }

    @Override
    public CompletionStage<Optional<LeaseHolder>> leaseHolder(String name, String id, Duration wait) {
        return owner.caches().leaseHolder(name, id, wait);
    }

    @Override
    public CompletionStage<Optional<LeaseHolder>> leaseHolder(long token, Duration wait) {
        return owner.caches().leaseHolder(token, wait);
    }

    @Override
    public Map<String, Invalidation> clear() {
        return owner.caches().clear();
    }

    @Override
    public CacheHealth health() {
        return owner.caches().health();
    }

    @Override
    public List<SettingInForce> settings() {
        return owner.settings();
    }

    @Override
    public List<Advice> advice() {
        return owner.caches().advice();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "these caches are injected and shared by the whole application, which closes them when it ends; leave them open");
    }

    @Override
    public String toString() {
        return "caches " + names();
    }
}
