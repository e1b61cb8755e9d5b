// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.CacheHandler;
import io.github.cachex.Caches;
import io.github.cachex.SettingInForce;
import io.github.cachex.cdi.condition.Conditions;
import io.github.cachex.cdi.interceptor.CachedMethods;
import io.github.cachex.cdi.interceptor.CachedMethodsSource;
import io.github.cachex.cdi.plan.Planner;
import io.github.cachex.cdi.warmup.WarmHost;
import io.github.cachex.cdi.warmup.WarmSettings;
import io.github.cachex.core.config.ConfigSource;
import io.github.cachex.core.engine.CacheEngine;
import io.github.cachex.core.engine.EngineSetup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Owns the engine of the application: starts it with the application and closes it, once, when the application ends. */
@ApplicationScoped
public class EngineOwner implements CachedMethodsSource, WarmHost {
    private final ApplicationBeans application;
    private final UserBeans beans;
    private final RequestScope requests;
    private Executor threads;
    private CacheEngine engine;
    private CachedMethods methods;
    private WarmSettings warmSettings;

    /** Called by the container. */
    @Inject
    public EngineOwner(@Any Instance<Object> beans) {
        this.application = ApplicationBeans.of(beans);
        this.beans = new UserBeans(application);
        this.requests = new RequestScope(beans);
    }

    /** For the container's proxies. */
    @SuppressWarnings("NullAway") // a proxy has no state
    protected EngineOwner() {
        this.application = null;
        this.beans = null;
        this.requests = null;
    }

    @PostConstruct
    void start() {
        ConfigSource source = MicroProfileSource.open();
        ClassLoader loader = Loaders.application();
        Optional<Executor> managed = ApplicationThreads.managed();
        EngineSetup setup = EngineSetup.of(source)
                .classLoader(loader)
                .aroundLoads(new BackgroundLoads(requests, loader, CallersContexts.of(loader)));
        if (managed.isPresent()) {
            setup = setup.executor(managed.get());
        }
        Optional<String> name = ApplicationName.find();
        if (name.isPresent()) {
            setup = setup.application(name.get());
        }
        setup = setup.transactions(ServerTransactions.find(beans::one));
        engine = CacheEngine.start(beans.addTo(setup));
        threads = engine.configuration().engine().isInline()
                ? Runnable::run
                : managed.orElseGet(() -> ApplicationThreads.daemons("cachex-warm"));
        warmSettings = WarmSettings.read(source::get, engine.configuration().version(), problem -> {})
                .onlyIf(engine.configuration().enabled());
        Planner planner = new Planner(
                engine.configuration(), beans.keyGenerator(), new Conditions(beans::condition), beans::supplier);
        methods = new CachedMethods(engine, planner);
        engine.followedBy(new PlansFollower(methods, planner));
    }

    /** Starts with the application, so that what is wrong shows at once and not at the first call. */
    void startWithTheApplication(
            @Observes @Initialized(ApplicationScoped.class) @Priority(Interceptor.Priority.LIBRARY_BEFORE)
                    Object event) {}

    @Override
    public CachedMethods cachedMethods() {
        return methods;
    }

    @Override
    public CacheHandler cache(String name) {
        return engine.cache(name);
    }

    /** Returns all caches. */
    public Caches caches() {
        return engine.caches();
    }

    /** Returns the settings in force, with those of the methods that were called. */
    List<SettingInForce> settings() {
        List<SettingInForce> settings = new ArrayList<>(engine.caches().settings());
        settings.addAll(methods.settings());
        return List.copyOf(settings);
    }

    @Override
    public boolean isOn(String cache) {
        return engine.configuration().switches().isOn(cache);
    }

    @Override
    public boolean isOff(Class<?> bean, Method method) {
        return methods.isOff(bean, method);
    }

    @Override
    public void warmed(String cache) {
        engine.warmed(cache);
    }

    @Override
    public void warmed(Class<?> bean, Method method) {
        methods.cacheOf(bean, method).ifPresent(engine::warmed);
    }

    @Override
    public WarmSettings warmSettings() {
        return warmSettings;
    }

    @Override
    public Executor threads() {
        return threads;
    }

    @Override
    public <T, E extends Exception> T inRequest(Task<T, E> task) throws E {
        return requests.call(task);
    }

    @Override
    public BeanManager container() {
        return application.container();
    }

    @Override
    public Collection<Bean<?>> beans() {
        return application.all();
    }

    @PreDestroy
    void close() {
        engine.close();
        beans.close();
    }
}
