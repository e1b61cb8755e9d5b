// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Finds what is wrong with the {@link CachexHttp} of a class. */
final class ResourceCheck {
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final Set<String> GUARDS =
            Set.of("jakarta.annotation.security.RolesAllowed", "jakarta.annotation.security.DenyAll");
    private static final Set<String> LATER =
            Set.of("jakarta.ws.rs.container.Suspended", "jakarta.ws.rs.sse.SseEventSink");

    private final Class<?> type;
    private final List<String> problems = new ArrayList<>();

    private ResourceCheck(Class<?> type) {
        this.type = type;
    }

    /** Returns the mistakes in {@code type}, each with its place and its remedy. */
    static List<String> problems(Class<?> type) {
        ResourceCheck check = new ResourceCheck(type);
        check.look();
        return check.problems;
    }

    private void look() {
        CachexHttp ofClass = type.getAnnotation(CachexHttp.class);
        List<Method> methods = Arrays.stream(type.getMethods())
                .filter(method -> !method.isBridge() && method.getDeclaringClass() != Object.class)
                .toList();
        boolean isRead = false;
        for (Method method : methods) {
            CachexHttp own = method.getAnnotation(CachexHttp.class);
            Optional<String> verb = verb(method);
            CachexHttp said = own == null ? ofClass : own;
            if (own != null && verb.isEmpty()) {
                problem(
                        method,
                        "is no resource method",
                        "put it on a method with @GET, or on the class of such methods");
            } else if (own != null && verb.filter(READS::contains).isEmpty()) {
                problem(method, "answers " + verb.orElse("") + ", of which nothing is kept", "remove it");
            }
            if (said != null && verb.filter(READS::contains).isPresent()) {
                isRead = true;
                look(method, said);
            }
        }
        if (ofClass != null && !isRead) {
            problems.add(type.getName() + ": @CachexHttp: no method of it answers GET; remove it");
        }
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(CachexHttp.class) && !methods.contains(method)) {
                problem(method, "is not public, so that no request reaches it", "make it public");
            }
        }
        boolean isResource = types(type).anyMatch(each -> each.isAnnotationPresent(Path.class));
        if (ofClass != null && isRead && !isResource) {
            problems.add(type.getName() + ": @CachexHttp: binds the answers of root resources, and this has no @Path;"
                    + " write @Path, or put it on each method of the sub-resource");
        }
    }

    private void look(Method method, CachexHttp said) {
        boolean isLater = CompletionStage.class.isAssignableFrom(method.getReturnType())
                || Arrays.stream(method.getParameters()).anyMatch(ResourceCheck::isLater);
        if (isLater) {
            problem(
                    method,
                    "answers later, on another thread, where nobody knows which entries it was given",
                    "let it return its answer, or leave @CachexHttp away");
        }
        if (said.shared() && (isGuarded(method) || isGuarded(type))) {
            problem(
                    method,
                    "shared = true has web caches hand its answers to anybody, and roles guard it",
                    "remove shared = true, or the roles");
        }
    }

    private static boolean isLater(Parameter parameter) {
        return LATER.contains(parameter.getType().getName())
                || Arrays.stream(parameter.getAnnotations())
                        .anyMatch(each -> LATER.contains(each.annotationType().getName()));
    }

    private static boolean isGuarded(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(each -> GUARDS.contains(each.annotationType().getName()));
    }

    private void problem(Method method, String problem, String remedy) {
        problems.add(type.getName() + "." + method.getName() + ": @CachexHttp: " + problem + "; " + remedy);
    }

    /** Returns the HTTP method of {@code method}, which may stand on what it overrides. */
    private Optional<String> verb(Method method) {
        return types(type)
                .flatMap(each -> {
                    try {
                        return Stream.of(each.getMethod(method.getName(), method.getParameterTypes()));
                    } catch (NoSuchMethodException e) {
                        return Stream.<Method>empty();
                    }
                })
                .flatMap(each -> Arrays.stream(each.getAnnotations()))
                .map(Annotation::annotationType)
                .map(each -> each.getAnnotation(HttpMethod.class))
                .filter(each -> each != null)
                .map(HttpMethod::value)
                .findFirst();
    }

    private static Stream<Class<?>> types(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            all.add(each);
            all.addAll(Arrays.asList(each.getInterfaces()));
        }
        return all.stream();
    }
}
