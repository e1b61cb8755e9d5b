// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheKeyException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PropertyChainTest {
    /** Has a property of a property. */
    public record User(@Nullable Address address) {}

    /** Has one that can be read, and one that cannot. */
    public record Address(String city) {
        public String getZip() {
            throw new IllegalStateException("unknown");
        }
    }

    private static PropertyChain chain(String... names) {
        return new PropertyChain(User.class, User.class, List.of(names));
    }

    @Test
    void itsEnd_isReadAndItsTypeKnown() {
        PropertyChain city = chain("address", "city");
        assertThat(city.read(new User(new Address("Rome")))).isEqualTo("Rome");
        assertThat(city.type()).isEqualTo(String.class);
        assertThat(city.raw()).isEqualTo(String.class);
    }

    @Test
    void noNames_leadToTheValueItself() {
        User user = new User(null);
        assertThat(chain().read(user)).isSameAs(user);
        assertThat(chain().raw()).isEqualTo(User.class);
    }

    @Test
    void nullOnTheWay_endsIt() {
        assertThat(chain("address", "city").read(new User(null))).isNull();
        assertThat(chain("address", "city").read(null)).isNull();
    }

    @Test
    void propertyThatFails_saysWhichAndWhy() {
        assertThatThrownBy(() -> chain("address", "zip").read(new User(new Address("Rome"))))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("getZip")
                .hasMessageContaining("failed while it was read: java.lang.IllegalStateException: unknown");
    }
}
