// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.CacheHandler;
import io.github.cachex.Caches;
import io.github.cachex.Cachex;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexWarm;
import io.github.cachex.cdi.order.ContainerOrder;
import io.github.cachex.core.config.LogSettings;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogOutput;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.NormalScope;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessProducerField;
import jakarta.enterprise.inject.spi.ProcessProducerMethod;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.inject.spi.configurator.AnnotatedTypeConfigurator;
import jakarta.inject.Provider;
import jakarta.inject.Scope;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings Cachex up in a full CDI container: registers its beans, looks at those of the application, refuses mistakes. */
public class CachexExtension implements Extension {
    private static final String OPEN_WEB_BEANS = "org.apache.webbeans.";

    private final Discovered discovered = new Discovered();
    private final ContainerOrder order =
            new ContainerOrder(OwnBeans.interceptors().keySet());
    private final List<Bean<?>> met = Collections.synchronizedList(new ArrayList<>());
    private volatile @Nullable ApplicationBeans beans;

    void register(@Observes BeforeBeanDiscovery event) {
        for (Class<?> type : OwnBeans.ALL) {
            AnnotatedTypeConfigurator<?> own = event.addAnnotatedType(type, type.getName());
            own.add(OwnBeans.blank(OwnBeans.Registered.class));
            Optional.ofNullable(OwnBeans.INTERCEPTORS.get(type))
                    .map(OwnBeans::blank)
                    .ifPresent(own::add);
        }
    }

    /**
     * Leaves out what a scan finds of our beans, since they are registered: OpenWebBeans looks into every jar, and so does
     * everybody into a jar where an application was repacked together with its libraries.
     */
    void leaveOut(
            @Observes @WithAnnotations({Scope.class, NormalScope.class, Interceptor.class})
                    ProcessAnnotatedType<?> event) {
        AnnotatedType<?> type = event.getAnnotatedType();
        if (OwnBeans.ALL.contains(type.getJavaClass()) && !type.isAnnotationPresent(OwnBeans.Registered.class)) {
            event.veto();
        }
    }

    <T> void meet(
            @Observes
                    @WithAnnotations({
                        CachexFetch.class,
                        CachexPut.class,
                        CachexInvalidate.class,
                        CachexInvalidate.List.class,
                        CachexWarm.class
                    })
                    ProcessAnnotatedType<T> event) {
        AnnotatedType<T> type = event.getAnnotatedType();
        if (OwnBeans.ALL.contains(type.getJavaClass())) {
            return;
        }
        discovered.annotated(type.getJavaClass());
        if (type.getMethods().stream().anyMatch(method -> method.isAnnotationPresent(AnnotatedMethods.SEVERAL))) {
            event.configureAnnotatedType()
                    .filterMethods(method -> method.isAnnotationPresent(AnnotatedMethods.SEVERAL))
                    .forEach(method -> method.remove(
                                    annotation -> annotation.annotationType() == AnnotatedMethods.SEVERAL)
                            .add(OwnBeans.blank(CachexInvalidate.class)));
        }
        if (type.getMethods().stream()
                .anyMatch(method -> Unproxyable.isBound(type.getJavaClass(), method.getJavaMember()))) {
            // The container would refuse it with a message of its own, and hide ours.
            event.configureAnnotatedType()
                    .filterMethods(method -> Unproxyable.isBound(type.getJavaClass(), method.getJavaMember()))
                    .forEach(method ->
                            method.remove(annotation -> AnnotatedMethods.isBinding(annotation.annotationType())));
        }
    }

    void meet(@Observes ProcessManagedBean<?> event) {
        AnnotatedType<?> type = event.getAnnotatedBeanClass();
        discovered.bean(type.getJavaClass(), event.getBean().getScope().getName());
        order.add(event);
        discovered.seen(
                type.getJavaClass(),
                type.getMethods().stream().map(AnnotatedMethod::getJavaMember).collect(Collectors.toSet()));
    }

    void meet(@Observes ProcessProducerMethod<?, ?> event) {
        discovered.producer(event.getAnnotatedProducerMethod().getJavaMember());
    }

    void meet(@Observes ProcessProducerField<?, ?> event) {
        discovered.producer(event.getAnnotatedProducerField().getJavaMember());
    }

    void meet(@Observes ProcessInjectionPoint<?, CacheHandler> event) {
        if (!isNamed(event.getInjectionPoint())) {
            discovered.injectedCache(place(event.getInjectionPoint()), HandlerProducer.DEFAULT);
        }
    }

    void meetInstance(@Observes ProcessInjectionPoint<?, Instance<CacheHandler>> event) {
        if (!isNamed(event.getInjectionPoint())) {
            discovered.looksUpCache();
        }
    }

    void meetAll(@Observes ProcessInjectionPoint<?, Caches> event) {
        discovered.looksUpCache();
    }

    void meetProvider(@Observes ProcessInjectionPoint<?, Provider<CacheHandler>> event) {
        if (!isNamed(event.getInjectionPoint())) {
            discovered.injectedCache(place(event.getInjectionPoint()), HandlerProducer.DEFAULT);
        }
    }

    private boolean isNamed(InjectionPoint point) {
        for (Annotation qualifier : point.getQualifiers()) {
            if (qualifier instanceof Cachex named) {
                discovered.injectedCache(place(point), named.value());
                return true;
            }
        }
        return false;
    }

    private static String place(InjectionPoint point) {
        Member member = point.getMember();
        String name = member instanceof Constructor<?> ? "<init>" : member.getName();
        return member.getDeclaringClass().getName() + '.' + name;
    }

    void meet(@Observes ProcessBean<?> event) {
        met.add(event.getBean());
        order.add(event);
    }

    /** Lets our own beans know those of the application. */
    void register(@Observes AfterBeanDiscovery event) {
        event.addBean()
                .types(ApplicationBeans.class)
                .beanClass(ApplicationBeans.class)
                .scope(Dependent.class)
                .produceWith(lookup -> beans());
    }

    void check(@Observes AfterDeploymentValidation event, BeanManager manager) {
        ApplicationBeans application = ApplicationBeans.met(met, manager);
        beans = application;
        if (manager.getClass().getName().startsWith(OPEN_WEB_BEANS)) {
            discovered.produced().areIntercepted();
        }
        DeploymentCheck check = DeploymentCheck.of(discovered, new ManagedBeans(application, order, manager));
        order.clear();
        try (LogOutput output = LogOutput.open(Optional.empty(), LogSettings.format(MicroProfileSource.open()))) {
            LineLogger log = LineLogger.named("io.github.cachex", output);
            check.warnings().forEach(log::log);
            check.remarks().forEach(log::log);
        }
        check.message().map(DeploymentException::new).ifPresent(event::addDeploymentProblem);
    }

    private ApplicationBeans beans() {
        return Objects.requireNonNull(beans, "asked before the deployment was checked");
    }
}
