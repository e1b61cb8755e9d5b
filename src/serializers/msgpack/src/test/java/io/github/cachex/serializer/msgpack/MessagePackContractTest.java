// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.Serializer;
import io.github.cachex.tck.Sample.Author;
import io.github.cachex.tck.SerializerContract;
import io.github.cachex.tck.StoredBytesContract;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MessagePackContractTest implements SerializerContract, StoredBytesContract {
    private final Serializer serializer = new MessagePackSerializer();

    @Override
    public Serializer serializer() {
        return serializer;
    }

    @Test
    void bytes_areThoseOfMessagePack() {
        Author author = new Author("Ada", 36);
        assertThat(serializer.write(author, Author.class))
                .isEqualTo(HexFormat.of().parseHex("82" + "a46e616d65" + "a3416461" + "a3616765" + "24"));
    }
}
