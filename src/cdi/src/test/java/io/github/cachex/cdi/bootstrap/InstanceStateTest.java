// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexPut;
import io.github.cachex.cdi.Application.By;
import io.github.cachex.spi.NamespaceResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One key for all calls of a bean that has many instances. */
class InstanceStateTest {
    /** The preferences of whoever asks. */
    public abstract static class Preferences implements Serializable {
        private static final long serialVersionUID = 1L;

        /** Returns them. */
        @CachexFetch
        public String get() {
            return "";
        }
    }

    /** One for each request. */
    @RequestScoped
    public static class OfRequest extends Preferences {}

    /** One for each session. */
    @SessionScoped
    public static class OfSession extends Preferences {}

    /** One for each conversation. */
    @ConversationScoped
    public static class OfConversation extends Preferences {}

    /** One for each that it is injected into. */
    @Dependent
    public static class OfInjectionPoint extends Preferences {}

    /** One for all. */
    @ApplicationScoped
    public static class OfApplication extends Preferences {}

    /** Has the user in its key. */
    @RequestScoped
    public static class ByArgument {
        /** Returns those of the user. */
        @CachexFetch(cache = "preferences", key = "of:{0}")
        public String get(String user) {
            return user;
        }
    }

    /** Stores under one key. */
    @RequestScoped
    public static class Putting {
        /** Stores. */
        @CachexPut(cache = "mine", key = "mine")
        public String put() {
            return "";
        }
    }

    /** Reads what is stored. */
    @ApplicationScoped
    public static class Reading {
        /** Finds. */
        @CachexFetch(cache = "mine", key = "mine")
        public String find() {
            return "";
        }
    }

    /** Keeps users apart by itself. */
    @ApplicationScoped
    public static class Users implements NamespaceResolver {
        @Override
        public String namespace() {
            return "somebody";
        }
    }

    private static String warning(Class<?> bean, String what, String key, String scope) {
        return bean.getName() + "." + what + " has one key for all calls, '" + key
                + "', in a bean that is @" + scope + ", so that each instance is answered with what another one held;"
                + " take what the value depends on as an argument, or move the method to an @ApplicationScoped bean";
    }

    @ParameterizedTest
    @EnumSource
    void oneKeyInBeansOfMany_isWarnedOf(By extension) {
        String fetch = "get: @CachexFetch";
        assertThat(Warned.of(
                        extension,
                        Map.of(),
                        OfRequest.class,
                        OfSession.class,
                        OfConversation.class,
                        OfInjectionPoint.class,
                        Putting.class,
                        Reading.class))
                .containsExactlyInAnyOrder(
                        warning(OfRequest.class, fetch, "()", "RequestScoped"),
                        warning(OfSession.class, fetch, "()", "SessionScoped"),
                        warning(OfConversation.class, fetch, "()", "ConversationScoped"),
                        warning(OfInjectionPoint.class, fetch, "()", "Dependent"),
                        warning(Putting.class, "put: @CachexPut", "mine", "RequestScoped"));
    }

    @ParameterizedTest
    @EnumSource
    void oneKeyInABeanForAll_orAKeyOfArguments_isNot(By extension) {
        assertThat(Warned.of(extension, Map.of(), OfApplication.class, ByArgument.class))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void usersKeptApart_areNot(By extension) {
        assertThat(Warned.of(extension, Map.of(), OfRequest.class, Users.class)).isEmpty();
    }
}
