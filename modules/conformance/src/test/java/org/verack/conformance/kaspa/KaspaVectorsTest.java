package org.verack.conformance.kaspa;

import com.google.gson.JsonObject;
import org.verack.conformance.family.FamilyVectors;
import org.verack.wire.Message;
import org.verack.wire.kaspa.KaspaDump;
import org.verack.wire.kaspa.KaspaNetworks;

/** What kaspad 0.6 wrote and what it rejects. */
class KaspaVectorsTest extends FamilyVectors {

  KaspaVectorsTest() {
    super("kaspa", KaspaNetworks.MAINNET, KaspaDump.BRIEF);
  }

  @Override
  protected JsonObject fields(Message message) {
    return KaspaFields.of(message);
  }

  @Override
  protected Message built(Message message, JsonObject fields) {
    return KaspaFields.build(message, fields);
  }
}
