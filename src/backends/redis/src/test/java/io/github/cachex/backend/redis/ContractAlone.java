// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the contract of backends without JUnit's engine, in a JVM whose class path another one chose; prints how many tests passed. */
final class ContractAlone {
    static final String PASSED = "contract tests passed: ";

    private ContractAlone() {}

    public static void main(String[] arguments) throws Exception {
        RedisBackendTest.start();
        int passed = 0;
        try {
            List<Method> tests = List.of(RedisBackendTest.class.getMethods()).stream()
                    .filter(method -> method.isAnnotationPresent(Test.class) && method.getParameterCount() == 0)
                    .toList();
            for (Method test : tests) {
                RedisBackendTest instance = new RedisBackendTest();
                try {
                    instance.openBoth();
                    test.invoke(instance);
                    passed++;
                } catch (InvocationTargetException e) {
                    throw new AssertionError(test.getName(), e.getCause());
                } finally {
                    instance.closeBoth();
                }
            }
        } finally {
            RedisBackendTest.stop();
        }
        System.out.println(PASSED + passed);
    }
}
