// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.error.CacheConnectionException;
import io.github.cachex.spi.LeaseStore.LeaseRequest;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BackendDecoratorTest {
    private static final EntryKey KEY = new EntryKey("app:1", "posts", "7");
    private static final NewEntry ENTRY = new NewEntry(7, new byte[] {1}, Lifetime.of(Duration.ofHours(1)));
    private static final CallBudget GRANTED = CallBudget.of(Duration.ofHours(1));
    private static final CallBudget HANDED_ON = CallBudget.of(Duration.ofHours(2));
    private static final Set<String> NO_OPERATIONS = Set.of("time", "contact", "inspection");

    /** What the backend behind was asked: methods, and budgets where they have one. */
    private final List<String> reached = new ArrayList<>();

    private final List<Object> budgets = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final CacheBackend behind = fake(CacheBackend.class);
    private final CacheBackend backend = new BackendDecorator(behind) {
        @Override
        protected <R> R call(
                BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
            assertThat(budget).isSameAs(GRANTED);
            seen.add(operation.text() + " " + subject.value() + " " + subject.size());
            return step.apply(HANDED_ON);
        }
    };

    private <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "leases" -> Optional.of(fake(LeaseStore.class));
                    case "tags" -> Optional.of(fake(TagStore.class));
                    case "scan" -> arguments == null ? Optional.of(fake(KeyScan.class)) : reach(method, arguments);
                    default -> reach(method, arguments == null ? new Object[0] : arguments);
                }));
    }

    private Object reach(Method method, Object... arguments) {
        reached.add(method.getName());
        Stream.of(arguments).filter(CallBudget.class::isInstance).forEach(budgets::add);
        return answer(method);
    }

    private static Object answer(Method method) {
        Class<?> type = method.getReturnType();
        if (type == Optional.class) {
            return Optional.empty();
        } else if (type == OptionalLong.class) {
            return OptionalLong.of(3);
        } else if (type == Map.class) {
            return Map.of();
        } else if (type == Set.class) {
            return Set.of();
        } else if (type == List.class) {
            return List.of();
        } else if (type == boolean.class) {
            return true;
        } else if (type == long.class) {
            return 3L;
        }
        return type == String.class ? "fake" : null;
    }

    private static Object argument(Class<?> type, String method) {
        if (type == EntryKey.class) {
            return KEY;
        } else if (type == CallBudget.class) {
            return GRANTED;
        } else if (type == Collection.class) {
            return method.equals("peek") ? List.of(KEY.space(), KEY.space()) : List.of(KEY, KEY);
        } else if (type == Map.class) {
            return Map.of(KEY, ENTRY);
        } else if (type == NewEntry.class) {
            return ENTRY;
        } else if (type == Duration.class) {
            return Duration.ofHours(1);
        } else if (type == Lifetime.class) {
            return Lifetime.of(Duration.ofHours(1));
        } else if (type == OptionalLong.class) {
            return OptionalLong.empty();
        } else if (type == Optional.class) {
            return Optional.empty();
        } else if (type == LeaseRequest.class) {
            return new LeaseRequest(7, Duration.ofHours(1), 0);
        } else if (type == LeaseStore.Release.class) {
            return LeaseStore.Release.ABANDONED;
        } else if (type == TagStore.TagBounds.class) {
            return new TagStore.TagBounds(1, Duration.ofMillis(1));
        } else if (type == MarkPosition.class) {
            return new MarkPosition(7, 7);
        } else if (type == CacheSpace.class) {
            return KEY.space();
        } else if (type == Set.class) {
            return Set.of("tag");
        } else if (type == Consumer.class) {
            return (Consumer<String>) value -> {};
        }
        return type == String.class ? "*" : 7L;
    }

    private Stream<Method> methods() {
        return Stream.of(CacheBackend.class, LeaseStore.class, TagStore.class, KeyScan.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic()
                        && !(method.getDeclaringClass() == CacheBackend.class
                                && Set.of("leases", "tags", "scan").contains(method.getName())));
    }

    private Object on(Class<?> type) {
        if (type == LeaseStore.class) {
            return backend.leases().orElseThrow();
        } else if (type == TagStore.class) {
            return backend.tags().orElseThrow();
        }
        return type == KeyScan.class ? backend.scan().orElseThrow() : backend;
    }

    /** One that was added to an interface with a default would pass the backend behind by. */
    @TestFactory
    Stream<DynamicTest> everyMethod_reachesTheBackendBehind() {
        return methods()
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> {
                    reached.clear();
                    budgets.clear();
                    seen.clear();
                    Class<?>[] types = method.getParameterTypes();
                    Object[] arguments = Stream.of(types)
                            .map(type -> argument(type, method.getName()))
                            .toArray();
                    method.setAccessible(true);
                    method.invoke(on(method.getDeclaringClass()), arguments);
                    assertThat(reached).containsExactly(method.getName());
                    boolean isOperation =
                            List.of(types).contains(CallBudget.class) && !NO_OPERATIONS.contains(method.getName());
                    if (isOperation) {
                        assertThat(seen).hasSize(1).first().asString().startsWith(method.getName() + " app:1:{posts");
                        assertThat(budgets).containsExactly(HANDED_ON);
                    } else {
                        assertThat(seen).isEmpty();
                    }
                }));
    }

    @Test
    void operations_areThoseOfTheBackend() {
        Stream<String> named = methods()
                .filter(method -> List.of(method.getParameterTypes()).contains(CallBudget.class))
                .map(Method::getName)
                .filter(name -> !NO_OPERATIONS.contains(name));
        assertThat(Stream.of(BackendOperation.values()).map(BackendOperation::text))
                .containsExactlyInAnyOrderElementsOf(named.toList());
    }

    @Test
    void someOfSeveralKeys_areHandedOnWithWhatBelongsToThem() {
        EntryKey other = new EntryKey("app:1", "posts", "8");
        List<Object> handedOn = new ArrayList<>();
        CacheBackend recording = (CacheBackend) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CacheBackend.class}, (proxy, method, arguments) -> {
                    if (arguments != null) {
                        handedOn.add(arguments[0]);
                    }
                    return answer(method);
                });
        CacheBackend some = new BackendDecorator(recording) {
            @Override
            protected <R> R call(
                    BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
                throw new AssertionError(operation);
            }

            @Override
            protected <K extends CallSubject, R> R callAll(
                    BackendOperation operation,
                    Collection<K> subjects,
                    CallBudget budget,
                    BiFunction<Collection<K>, CallBudget, R> step) {
                return step.apply(subjects.stream().filter(other::equals).toList(), HANDED_ON);
            }
        };
        some.readAll(List.of(KEY, other), GRANTED);
        some.writeAll(Map.of(KEY, ENTRY, other, ENTRY), GRANTED);
        assertThat(handedOn).containsExactly(List.of(other), Map.of(other, ENTRY));
    }

    @Test
    void failureInPart_saysWhatFailedForWhomAndWhatTheOthersAnswer() {
        EntryKey other = new EntryKey("app:1", "posts", "8");
        CacheBackendException failure = new CacheConnectionException("fake", "readAll", "8", "is away", true, null);
        PartialFailureException partial = new PartialFailureException(Map.of(other, failure), Set.of(KEY));
        assertThat(partial.failure(other)).containsSame(failure);
        assertThat(partial.failure(KEY)).isEmpty();
        assertThat(partial.answer()).isEqualTo(Set.of(KEY));
        assertThat(partial.perhapsApplied()).isTrue();
        assertThat(partial).hasMessageContaining("fake readAll '8'").hasMessageContaining("is away");
    }

    @Test
    void failureInPart_withoutAnyFailureIsRefused() {
        assertThatThrownBy(() -> new PartialFailureException(Map.of(), 1L))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("return the answer instead");
    }

    @Test
    void several_areNamedByTheFirst() {
        assertThat(CallSubject.of(List.of()).value()).isEmpty();
        assertThat(CallSubject.of(List.of(KEY)).value()).isEqualTo(KEY.value());
        assertThat(CallSubject.of(List.of(KEY, KEY)).value()).isEqualTo(KEY.value() + " …");
        assertThat(CallSubject.of(List.of(KEY, KEY)).size()).isEqualTo(2);
    }

    @Test
    void backendWithoutLeasesMarksAndScan_hasNoneBehindADecoratorEither() {
        CacheBackend plain = (CacheBackend) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {CacheBackend.class},
                (proxy, method, arguments) -> answer(method));
        CacheBackend wrapped = new BackendDecorator(plain) {
            @Override
            protected <R> R call(
                    BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
                return step.apply(budget);
            }
        };
        assertThat(wrapped.leases()).isEmpty();
        assertThat(wrapped.tags()).isEmpty();
        assertThat(wrapped.scan()).isEmpty();
    }
}
