// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.impl.LaissezFaireSubTypeValidator;
import io.github.cachex.TypeRef;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.Serializer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JacksonSerializerTest {
    private final Serializer serializer = new JacksonSerializer();

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Cat.class, name = "cat"),
        @JsonSubTypes.Type(value = Dog.class, name = "dog")
    })
    private sealed interface Pet permits Cat, Dog {}

    private record Cat(String name) implements Pet {}

    private record Dog(String name, Optional<Pet> friend) implements Pet {}

    /** Shows less by getters than it holds. */
    private static final class Account {
        private String owner = "";
        private long balance;

        private Account() {}

        Account(String owner, long balance) {
            this.owner = owner;
            this.balance = balance;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Account account && account.owner.equals(owner) && account.balance == balance;
        }

        @Override
        public int hashCode() {
            return Objects.hash(owner, balance);
        }
    }

    /** Loses what it holds. */
    private static final class Forgetful {
        private final transient String text;

        Forgetful(String text) {
            this.text = text;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Forgetful forgetful && Objects.equals(forgetful.text, text);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(text);
        }
    }

    private record Anything(Object value) {}

    @Test
    void namedSubclasses_comeBack() {
        List<Pet> pets = List.of(new Cat("Minka"), new Dog("Rex", Optional.of(new Cat("Tom"))));
        var type = new TypeRef<List<Pet>>() {}.type();
        byte[] written = serializer.write(pets, type);
        assertThat(serializer.flaw(pets, type, written)).isEmpty();
        assertThat(serializer.read(written, type)).isEqualTo(pets);
    }

    @Test
    void fields_areStoredWithoutGetters() {
        Account account = new Account("Ada", 7);
        byte[] written = serializer.write(account, Account.class);
        assertThat(serializer.flaw(account, Account.class, written)).isEmpty();
        assertThat(serializer.read(written, Account.class)).isEqualTo(account);
    }

    @Test
    void whatIsLost_isTold() {
        Forgetful forgetful = new Forgetful("text");
        assertThat(serializer.flaw(forgetful, Forgetful.class, serializer.write(forgetful, Forgetful.class)))
                .hasValueSatisfying(
                        flaw -> assertThat(flaw).contains("Forgetful").contains("; "));
        Anything number = new Anything(5L);
        assertThat(serializer.flaw(number, Anything.class, serializer.write(number, Anything.class)))
                .as("a Long that comes back as an Integer")
                .isPresent();
    }

    @Test
    void classNamesInBytes_areNeverFollowed() {
        byte[] bait = "[\"java.util.ArrayList\",[]]".getBytes(StandardCharsets.UTF_8);
        assertThat(serializer.read(bait, Object.class)).isEqualTo(List.of("java.util.ArrayList", List.of()));
        ObjectMapper typed = JsonMapper.builder()
                .activateDefaultTyping(LaissezFaireSubTypeValidator.instance)
                .build();
        assertThatThrownBy(() -> JacksonSerializer.of(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("default typing")
                .hasMessageContaining("@JsonSubTypes");
    }

    @Test
    void ownMapper_isCopied() {
        ObjectMapper own = new JsonMapper();
        Serializer serializer = JacksonSerializer.of(own);
        own.activateDefaultTyping(LaissezFaireSubTypeValidator.instance);
        assertThat(new String(serializer.write(new Cat("Minka"), Cat.class), StandardCharsets.UTF_8))
                .isEqualTo("{\"@type\":\"cat\",\"name\":\"Minka\"}");
    }

    /** Time that grows with the square of the digits, and calls of itself for each bracket. */
    @Test
    void whatTakesMoreThanItsBytes_isRefused() {
        String digits = "9".repeat(1_000_000);
        for (String json : new String[] {digits, '"' + digits + '"', "[".repeat(1_000_000)}) {
            for (Class<?> type : new Class<?>[] {java.math.BigDecimal.class, java.math.BigInteger.class, long.class}) {
                assertThatThrownBy(() -> serializer.read(json.getBytes(StandardCharsets.US_ASCII), type))
                        .as("%s of %.10s…", type.getSimpleName(), json)
                        .isInstanceOf(CacheSerializationException.class);
            }
        }
        assertThatThrownBy(() ->
                        serializer.read("1e1000000000".getBytes(StandardCharsets.US_ASCII), java.math.BigInteger.class))
                .isInstanceOf(CacheSerializationException.class);
        assertThatThrownBy(
                        () -> serializer.read("[".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII), Object.class))
                .isInstanceOf(CacheSerializationException.class);
    }
}
