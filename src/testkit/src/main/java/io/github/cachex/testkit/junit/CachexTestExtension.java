// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.junit;

import io.github.cachex.Cachex;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** What is behind {@link CachexTest}. */
final class CachexTestExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace OURS = Namespace.create(CachexTestExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) throws IllegalAccessException {
        TestScene scene = TestScene.open(settings(context.getRequiredTestClass()), RedisExtension.server(context));
        context.getStore(OURS).put(TestScene.class, scene);
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            for (Class<?> type = instance.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    give(scene, instance, field);
                }
            }
        }
    }

    private static void give(TestScene scene, Object instance, Field field) throws IllegalAccessException {
        Given given = field.getAnnotation(Given.class);
        if (given != null) {
            String place = field.getDeclaringClass().getName() + '.' + field.getName();
            if (Modifier.isStatic(field.getModifiers()) || Modifier.isFinal(field.getModifiers())) {
                throw new ExtensionConfigurationException(
                        place + ": @Given on a static or final field; make it one of each test");
            }
            field.setAccessible(true);
            field.set(instance, scene.given(field.getType(), given.value(), place));
        }
    }

    /** Those of an outer class come first, so that a nested one's go before them. */
    private static Map<String, String> settings(Class<?> type) {
        Map<String, String> settings = Optional.ofNullable(type.getEnclosingClass())
                .map(CachexTestExtension::settings)
                .orElseGet(LinkedHashMap::new);
        AnnotationSupport.findAnnotation(type, CachexTest.class).ifPresent(test -> {
            for (String setting : test.value()) {
                int sign = setting.indexOf('=');
                if (sign < 0) {
                    throw new ExtensionConfigurationException(type.getName() + ": @CachexTest(\"" + setting
                            + "\") is no setting; write key=value, such as cachex.ttl=5m");
                }
                settings.put(
                        setting.substring(0, sign).strip(),
                        setting.substring(sign + 1).strip());
            }
        });
        return settings;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        scene(context).close();
    }

    private static TestScene scene(ExtensionContext context) {
        return context.getStore(OURS).get(TestScene.class, TestScene.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getDeclaringExecutable() instanceof Method
                && context.getTestMethod().isPresent()
                && (parameter.isAnnotated(Given.class)
                        || TestScene.canGive(parameter.getParameter().getType()));
    }

    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        String cache = parameter
                .findAnnotation(Given.class)
                .map(Given::value)
                .or(() -> parameter.findAnnotation(Cachex.class).map(Cachex::value))
                .orElse(TestScene.DEFAULT_CACHE);
        return scene(context)
                .given(
                        parameter.getParameter().getType(),
                        cache,
                        parameter.getDeclaringExecutable() + ", parameter " + parameter.getIndex());
    }
}
