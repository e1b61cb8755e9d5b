// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The circles of classes or packages: sets of which each reaches each other one through imports. Nested classes count as their
 * outermost.
 */
final class Circles {
    private final Map<String, Set<String>> imports = new TreeMap<>();
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final Set<String> isOpen = new HashSet<>();
    private Set<String> largest = Set.of();

    /** Returns the largest circle among the classes of {@code owner}, a package, in the order of their names; one class is a circle. */
    static Set<String> largestAmong(String owner, Iterable<JavaClass> classes) {
        return largest(
                classes, Circles::outermost, target -> target.getPackageName().equals(owner));
    }

    /** Returns the largest circle of packages among those of {@code classes}; one package is a circle. */
    static Set<String> largestOfPackages(Collection<JavaClass> classes) {
        Set<String> packages = classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        return largest(classes, JavaClass::getPackageName, target -> packages.contains(target.getPackageName()));
    }

    private static Set<String> largest(
            Iterable<JavaClass> classes, Function<JavaClass, String> name, Predicate<JavaClass> isOfThese) {
        Circles circles = new Circles();
        for (JavaClass type : classes) {
            Set<String> known = circles.imports.computeIfAbsent(name.apply(type), first -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (isOfThese.test(target)) {
                    known.add(name.apply(target));
                }
            }
        }
        circles.imports.keySet().forEach(circles::visit);
        return circles.largest;
    }

    private static String outermost(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    /** Tarjan's search: what is open when a class is left that reaches nothing older is its circle. */
    private int visit(String name) {
        Integer known = order.get(name);
        if (known != null) {
            return isOpen.contains(name) ? known : Integer.MAX_VALUE;
        }
        int number = order.size();
        order.put(name, number);
        lowest.put(name, number);
        open.push(name);
        isOpen.add(name);
        for (String next : imports.getOrDefault(name, Set.of())) {
            lowest.merge(name, visit(next), Math::min);
        }
        int reached = lowest.get(name);
        if (reached == number) {
            close(name);
        }
        return reached;
    }

    private void close(String name) {
        Set<String> circle = new TreeSet<>();
        String left;
        do {
            left = open.pop();
            isOpen.remove(left);
            circle.add(left);
        } while (!left.equals(name));
        if (circle.size() > largest.size()) {
            largest = circle;
        }
    }
}
