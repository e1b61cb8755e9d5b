// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.types;

import io.github.cachex.CachexFetch;
import io.github.cachex.tck.deployment.Deployment;
import io.github.cachex.tck.types.Origin.Doing;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.se.SeContainer;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Calls a method of every return type on a bean of every scope, with every outcome of its load and of a transaction around it,
 * and again, with several {@link Settings}. Answers the names of what passed, of what passed
 * though its serializer cannot restore it, and of what was wrong.
 */
public final class ReturnTypes implements Callable<Map<String, List<String>>> {
    static final String PASSED = "passed";
    static final String UNSTORED = "unstored";
    static final String WRONG = "wrong";

    private static final String EXPECTED = "expected";

    private final Answers plain = new Beans.OfOwner();
    private final Map<String, List<String>> results =
            new HashMap<>(Map.of(PASSED, new ArrayList<>(), UNSTORED, new ArrayList<>(), WRONG, new ArrayList<>()));
    private int keys;

    private static List<Method> methods() {
        return Stream.of(Answers.class.getMethods())
                .filter(method -> method.isAnnotationPresent(CachexFetch.class))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    @Override
    public Map<String, List<String>> call() throws Exception {
        List<Class<?>> beans = new ArrayList<>(Beans.OF_EVERY_SCOPE);
        beans.add(Beans.Registry.class);
        for (Settings settings : Settings.wanted()) {
            try (SeContainer container = Deployment.start(settings.properties(), beans.toArray(Class<?>[]::new))) {
                run(container, settings);
            }
        }
        return results;
    }

    private void run(SeContainer container, Settings settings) throws Exception {
        RequestContextController request =
                container.select(RequestContextController.class).get();
        boolean began = request.activate();
        try {
            for (Class<? extends Answers> scope : Beans.OF_EVERY_SCOPE) {
                Answers bean = container.select(scope).get();
                for (Method method : methods()) {
                    for (Doing doing : Doing.values()) {
                        if (doing != Doing.NULL || !method.getReturnType().isPrimitive()) {
                            run(settings, bean, scope, method, doing);
                        }
                    }
                }
            }
        } finally {
            if (began) {
                request.deactivate();
            }
        }
    }

    private void run(Settings settings, Answers bean, Class<?> scope, Method method, Doing doing) throws Exception {
        boolean kept = doing == Doing.NULL ? settings.nulls() : settings.restores(method);
        for (Ending ending : Ending.values()) {
            String name = String.join(
                    " ", settings.toString(), scope.getSimpleName(), method.getName(), doing.name(), ending.name());
            String wrong = wrong(bean, method, doing, ending, kept);
            if (wrong.isEmpty()) {
                results.get(doing == Doing.NULL || kept ? PASSED : UNSTORED).add(name);
            } else {
                results.get(WRONG).add(name + ": " + wrong);
            }
        }
    }

    /** Returns what is wrong with calls of which the first does so in a transaction that ends so; empty if nothing is. */
    private String wrong(Answers bean, Method method, Doing doing, Ending ending, boolean kept) throws Exception {
        String key = "key-" + keys++;
        try {
            Origin.set(key, doing);
            Answered first = ending.call(() -> Answered.by(method, bean, key));
            if (doing == Doing.FAILURE) {
                Origin.set(key, Doing.VALUE);
                return first.isFailure(key) ? afterFailure(bean, method, key, kept) : "the first call got " + first;
            }
            Object expected = expected(method, doing);
            if (!first.is(expected)) {
                return "the first call got " + first + ", not " + expected;
            }
            // A stage ends outside of the transaction, whatever becomes of that.
            boolean stays = ending != Ending.ROLLBACK || CompletionStage.class.isAssignableFrom(method.getReturnType());
            return again(bean, method, key, expected, kept ? stays ? 1 : 2 : 3);
        } finally {
            Origin.forget(key);
        }
    }

    /** Calls twice more; all that was called until now has to be that many loads. */
    private static String again(Answers bean, Method method, String key, @Nullable Object expected, int expectedLoads)
            throws IllegalAccessException {
        for (int i = 0; i < 2; i++) {
            Answered again = Answered.by(method, bean, key);
            if (!again.is(expected)) {
                return "a further call got " + again + ", not " + expected;
            }
        }
        int loads = Origin.loads(key);
        return loads == expectedLoads ? "" : loads + " loads, not " + expectedLoads;
    }

    /** Nothing of the failure is kept; what is loaded next is, once the note that a load failed has ended. */
    private String afterFailure(Answers bean, Method method, String key, boolean kept) throws IllegalAccessException {
        Object expected = expected(method, Doing.VALUE);
        if (!kept) {
            return again(bean, method, key, expected, 3);
        }
        Answered second = Answered.by(method, bean, key);
        if (!second.is(expected) || Origin.loads(key) != 2) {
            return "after the failure a call got " + second + " by " + Origin.loads(key) + " loads, not " + expected;
        }
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    int before = Origin.loads(key);
                    return again(bean, method, key, expected, before).isEmpty();
                });
        return "";
    }

    private @Nullable Object expected(Method method, Doing doing) throws IllegalAccessException {
        Origin.set(EXPECTED, doing);
        return Answered.by(method, plain, EXPECTED).value();
    }
}
