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
import io.github.cachex.cdi.interceptor.FetchInterceptor;
import io.github.cachex.cdi.interceptor.InvalidateInterceptor;
import io.github.cachex.cdi.interceptor.PutInterceptor;
import io.github.cachex.cdi.order.DescribedOrder;
import jakarta.decorator.Decorator;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.InjectionPointInfo;
import jakarta.enterprise.inject.build.compatible.spi.InterceptorInfo;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.MetaAnnotations;
import jakarta.enterprise.inject.build.compatible.spi.MethodConfig;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;
import jakarta.enterprise.inject.build.compatible.spi.Validation;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.DeclarationInfo;
import jakarta.enterprise.lang.model.declarations.FieldInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.types.Type;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.stream.Stream;

/** Does what {@link CachexExtension} does, in containers that look at beans when the application is built. */
@SkipIfPortableExtensionPresent(CachexExtension.class)
public class CachexBuildExtension implements BuildCompatibleExtension {
    private final Discovered discovered = new Discovered();
    private final DescribedOrder order = new DescribedOrder(OwnBeans.interceptors());
    private final DescribedBeans beans = new DescribedBeans(order);

    /** Registers the beans of Cachex. */
    @Discovery
    public void register(ScannedClasses classes) {
        OwnBeans.ALL.forEach(type -> classes.add(type.getName()));
    }

    /** Makes our annotations known: the jar that they are in is no bean archive, and Quarkus does not look into it. */
    @Discovery
    public void register(MetaAnnotations annotations) {
        annotations.addQualifier(Cachex.class);
        OwnBeans.INTERCEPTORS.values().forEach(annotations::addInterceptorBinding);
    }

    /** Binds our interceptors. */
    @Enhancement(types = {FetchInterceptor.class, PutInterceptor.class, InvalidateInterceptor.class})
    public void bind(ClassConfig interceptor) {
        OwnBeans.INTERCEPTORS.forEach((type, binding) -> {
            if (type.getName().equals(interceptor.info().name())) {
                interceptor.addAnnotation(binding);
            }
        });
    }

    /** Looks at every class with our annotations. */
    @Enhancement(
            types = Object.class,
            withSubtypes = true,
            withAnnotations = {
                CachexFetch.class,
                CachexPut.class,
                CachexInvalidate.class,
                CachexInvalidate.List.class,
                CachexWarm.class
            })
    public void meet(ClassConfig type) {
        load(type.info()).filter(loaded -> !OwnBeans.ALL.contains(loaded)).ifPresent(loaded -> {
            discovered.annotated(loaded);
            type.methods().stream()
                    .filter(method -> method.info().hasAnnotation(AnnotatedMethods.SEVERAL))
                    .forEach(method -> method.removeAnnotation(
                                    annotation -> annotation.name().equals(AnnotatedMethods.SEVERAL.getName()))
                            .addAnnotation(CachexInvalidate.class));
            type.methods().stream()
                    .filter(method -> isUnproxyable(type.info(), method))
                    // The container would refuse it with a message of its own, and hide ours.
                    .forEach(method -> method.removeAnnotation(CachexBuildExtension::isBinding));
        });
    }

    private static boolean isBinding(AnnotationInfo annotation) {
        return AnnotatedMethods.isBinding(annotation.name())
                || annotation.declaration().annotations().stream()
                        .anyMatch(carried -> AnnotatedMethods.isBinding(carried.name()));
    }

    private static boolean isUnproxyable(ClassInfo type, MethodConfig method) {
        int modifiers = method.info().modifiers() | type.modifiers() & Modifier.FINAL;
        return (modifiers & (Modifier.FINAL | Modifier.PRIVATE | Modifier.STATIC)) != 0;
    }

    /** Looks at every bean. */
    @Registration(types = Object.class)
    public void meet(BeanInfo bean) {
        beans.add(bean);
        bean.injectionPoints().forEach(this::meet);
        if (bean.isClassBean()) {
            load(bean.declaringClass())
                    .ifPresent(type -> discovered.bean(type, bean.scope().name()));
        } else if (bean.isProducerMethod()) {
            meet(bean.producerMethod());
        } else if (bean.isProducerField()) {
            FieldInfo field = bean.producerField();
            load(field.declaringClass())
                    .ifPresent(type -> Stream.of(type.getDeclaredFields())
                            .filter(declared -> declared.getName().equals(field.name()))
                            .forEach(discovered::producer));
        }
    }

    private void meet(MethodInfo producer) {
        load(producer.declaringClass())
                .ifPresent(type -> Overrides.declared(type).stream()
                        .filter(method -> method.getName().equals(producer.name())
                                && method.getParameterCount()
                                        == producer.parameters().size())
                        .limit(1)
                        .forEach(discovered::producer));
    }

    /** Looks at every interceptor. */
    @Registration(types = Object.class)
    public void meet(InterceptorInfo interceptor) {
        order.add(interceptor);
    }

    /** Looks at every decorator. */
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = Decorator.class)
    public void meetDecorator(ClassConfig type) {
        load(type.info()).ifPresent(order::addDecorator);
    }

    private void meet(InjectionPointInfo point) {
        for (AnnotationInfo qualifier : point.qualifiers()) {
            if (qualifier.name().equals(Cachex.class.getName())) {
                discovered.injectedCache(
                        place(point.declaration()), qualifier.value().asString());
                return;
            }
        }
        Type type = point.type();
        if (type.isParameterizedType()) {
            // An Instance or Provider, by which any of them may be looked up.
            type.asParameterizedType().typeArguments().stream()
                    .filter(CachexBuildExtension::isHandler)
                    .forEach(handler -> discovered.looksUpCache());
        } else if (isClass(type, Caches.class)) {
            discovered.looksUpCache();
        } else if (isHandler(type)) {
            discovered.injectedCache(place(point.declaration()), HandlerProducer.DEFAULT);
        }
    }

    private static boolean isHandler(Type type) {
        return isClass(type, CacheHandler.class);
    }

    private static boolean isClass(Type type, Class<?> known) {
        return type.isClass() && type.asClass().declaration().name().equals(known.getName());
    }

    private static String place(DeclarationInfo declaration) {
        if (declaration.isField()) {
            return declaration.asField().declaringClass().name()
                    + '.'
                    + declaration.asField().name();
        }
        MethodInfo method = declaration.asParameter().declaringMethod();
        return method.declaringClass().name() + '.' + method.name();
    }

    /** Refuses mistakes. */
    @Validation
    public void check(Messages messages) {
        DeploymentCheck check = DeploymentCheck.of(discovered, beans);
        check.warnings().forEach(line -> messages.warn(line.text()));
        check.remarks().forEach(line -> messages.info(line.text()));
        check.message().ifPresent(messages::error);
    }

    private static Optional<Class<?>> load(ClassInfo type) {
        try {
            return Optional.of(Class.forName(type.name(), false, Loaders.application()));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }
}
