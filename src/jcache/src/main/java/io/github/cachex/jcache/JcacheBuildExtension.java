// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.InjectionPointInfo;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.MetaAnnotations;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;
import jakarta.enterprise.lang.model.declarations.DeclarationInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.types.Type;
import jakarta.enterprise.util.Nonbinding;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;

/** Does what {@link JcacheExtension} does, in containers that look at beans when the application is built. */
@SkipIfPortableExtensionPresent(JcacheExtension.class)
public class JcacheBuildExtension implements BuildCompatibleExtension {
    private static final Set<String> BINDINGS =
            JcacheDialect.KINDS.keySet().stream().map(Class::getName).collect(Collectors.toSet());
    private static final Set<String> NOT_OFFERED = Set.of(CacheManager.class.getName(), Cache.class.getName());

    /** Registers the interceptors. */
    @Discovery
    public void register(ScannedClasses classes) {
        JcacheDialect.INTERCEPTORS.keySet().forEach(type -> classes.add(type.getName()));
    }

    /** Makes the annotations bindings, none of whose members takes part. */
    @Discovery
    public void register(MetaAnnotations annotations) {
        JcacheDialect.KINDS
                .keySet()
                .forEach(binding -> annotations
                        .addInterceptorBinding(binding)
                        .methods()
                        .forEach(member -> member.addAnnotation(Nonbinding.class)));
    }

    /** Unbinds what the container would refuse with a message of its own, and hide ours. */
    @Enhancement(
            types = Object.class,
            withSubtypes = true,
            withAnnotations = {CacheResult.class, CachePut.class, CacheRemove.class, CacheRemoveAll.class})
    public void unbind(ClassConfig type) {
        type.methods().stream()
                .filter(method -> JcacheDialect.isUnreachable(
                        method.info().modifiers(), type.info().modifiers()))
                .forEach(method -> method.removeAnnotation(one -> BINDINGS.contains(one.name())));
    }

    /** Refuses what is not offered, where nobody else offers it. */
    @Registration(types = Object.class)
    public void meet(BeanInfo bean, Messages messages) {
        for (InjectionPointInfo point : bean.injectionPoints()) {
            if (NOT_OFFERED.contains(name(point.type())) && !ProgrammaticApi.isProvided()) {
                messages.error(ProgrammaticApi.refusal(place(point.declaration())), bean);
            }
        }
    }

    private static String name(Type type) {
        if (type.isClass()) {
            return type.asClass().declaration().name();
        }
        return type.isParameterizedType()
                ? type.asParameterizedType().declaration().name()
                : "";
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
}
