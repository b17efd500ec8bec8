package io.eider.ontology.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.ontology.fetch.FetchSettings.Internal;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostRulesTest {
    private static final URI HOME = URI.create("https://onto.example:8443/v1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.0.3",
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "240.0.0.1",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "2001:0:1::1"
            })
    void addressOfAnInternalNetworkIsKnown(String address) throws UnknownHostException {
        assertThat(HostRules.isInternal(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "198.20.0.1", "2606:4700::1111", "2001:4860::1"})
    void addressOfTheInternetIsNone(String address) throws UnknownHostException {
        assertThat(HostRules.isInternal(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void serverItselfIsAllowedWhereverItIs() {
        HostRules rules = new HostRules(URI.create("http://127.0.0.1:8001"), Set.of(), Internal.REFUSED);
        URI here = URI.create("http://127.0.0.1:8001/schemas/a");
        assertThat(rules.objection(here, URI.create("http://127.0.0.1:8001/b"))).isEmpty();
        assertThat(rules.objection(here, URI.create("http://127.0.0.1:22/"))).isPresent();
    }

    @Test
    void allowedNameWithoutAPortMeansTheUsualPorts() {
        HostRules rules = new HostRules(HOME, Set.of("8.8.8.8", "8.8.4.4:9000"), Internal.REFUSED);
        assertThat(rules.objection(HOME, URI.create("https://8.8.8.8/a"))).isEmpty();
        assertThat(rules.objection(HOME, URI.create("https://8.8.8.8:9000/a"))).isPresent();
        assertThat(rules.objection(HOME, URI.create("https://8.8.4.4:9000/a"))).isEmpty();
        assertThat(rules.objection(HOME, URI.create("https://ONTO.example:8443/a")))
                .isEmpty();
        assertThat(rules.objection(HOME, URI.create("https://onto.example.evil:8443/a")))
                .isPresent();
    }

    @Test
    void encryptionIsNotGivenUp() {
        HostRules rules = new HostRules(HOME, Set.of("8.8.8.8"), Internal.ALLOWED);
        assertThat(rules.objection(HOME, URI.create("http://8.8.8.8/a"))).contains("it redirects from https to http");
    }
}
