// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.cdi.plan.CacheAnnotation;
import io.github.cachex.cdi.plan.MethodNames;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What producers hand out: objects that they make themselves, so that no interceptor is before their annotated methods. */
final class ProducedObjects {
    /** Interfaces whose objects come from a REST client, which runs interceptors by itself. */
    private static final Set<String> OF_CLIENTS =
            Set.of("org.eclipse.microprofile.rest.client.inject.RegisterRestClient", "jakarta.ws.rs.Path");

    private final List<Producer> producers = new ArrayList<>();
    private boolean allIntercepted;

    /**
     * A producer.
     *
     * @param place the class, and the method or field
     * @param type what it produces
     * @param injected the types that it is given, from which the object may come; those of {@code Instance} too
     * @param wraps the types for which it is given an {@code InterceptionFactory}
     */
    record Producer(String place, Class<?> type, Set<Class<?>> injected, Set<Class<?>> wraps) {
        /** Returns whether the object is, or may be, one that the container intercepts. */
        boolean isIntercepted() {
            return !wraps.isEmpty() || injected.stream().anyMatch(type::isAssignableFrom);
        }
    }

    void add(Producer producer) {
        producers.add(producer);
    }

    /** Notes that this container intercepts whatever producers hand out, as OpenWebBeans does. */
    void areIntercepted() {
        allIntercepted = true;
    }

    /** Returns the classes whose objects are intercepted, by an {@code InterceptionFactory} or anyway: the rules for beans hold. */
    Set<Class<?>> wrapped() {
        Set<Class<?>> wrapped = new HashSet<>();
        for (Producer producer : producers) {
            wrapped.addAll(producer.wraps());
            if (allIntercepted && !AnnotatedMethods.of(producer.type()).isEmpty()) {
                wrapped.add(producer.type());
            }
        }
        return wrapped;
    }

    /** Returns where objects of {@code type} are produced that the container intercepts. */
    List<String> placesOf(Class<?> type) {
        return producers.stream()
                .filter(producer -> producer.wraps().contains(type) || allIntercepted && producer.type() == type)
                .map(Producer::place)
                .sorted()
                .toList();
    }

    /** Returns the classes that something is known of since producers hand them out. */
    Set<Class<?>> types() {
        Set<Class<?>> types = new HashSet<>(wrapped());
        for (Producer producer : producers) {
            for (Class<?> type = producer.type(); type != null; type = type.getSuperclass()) {
                types.add(type);
            }
        }
        return types;
    }

    /** Returns a warning for each producer whose objects have annotated methods that nobody intercepts. */
    List<String> warnings() {
        return producers.stream()
                .filter(producer -> !allIntercepted && !producer.isIntercepted() && !isOfClient(producer.type()))
                .sorted(Comparator.comparing(Producer::place))
                .flatMap(producer -> AnnotatedMethods.inherited(producer.type())
                        .limit(1)
                        .map(method -> producer.place() + ": hands out "
                                + producer.type().getName()
                                + ", which no interceptor is put before, so that "
                                + CacheAnnotation.names(producer.type(), method) + " of "
                                + MethodNames.of(producer.type(), method)
                                + " does nothing; let the container make the object, or give the producer an"
                                + " InterceptionFactory<" + producer.type().getSimpleName() + "> to create it with"))
                .toList();
    }

    private static boolean isOfClient(Class<?> type) {
        return type.isInterface()
                && Arrays.stream(type.getAnnotations())
                        .map(Annotation::annotationType)
                        .anyMatch(annotation -> OF_CLIENTS.contains(annotation.getName()));
    }
}
