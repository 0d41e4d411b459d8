"""The desk's main flows as requests: from a new ticket to its end, on both databases."""

import io

import pytest
from flask import Flask

from helpdesk.domain.roles import Role
from helpdesk.domain.ticket import Kind
from helpdesk.models import Officer
from tests.builders import LPSE, at, bring_all
from tests.clocks import FrozenClock
from tests.web.desk import (
    address,
    book_of,
    do,
    new_officer,
    new_ticket,
    now_is,
    prepared,
    said,
    shown,
    signed_in,
)

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@pytest.fixture
def desk(app: Flask) -> Flask:
    return prepared(app)


@pytest.fixture
def rina(desk: Flask) -> Officer:
    return new_officer(desk)


def test_triage_disposition_reply_and_resolution(desk: Flask, rina: Officer) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    triaged = do(client, ticket, "triase", {
        "triase-kind": "problem", "triase-service": "pendampingan-permasalahan-spse",
        "triase-authority": "bureau", "triase-urgency": "urgent",
    })
    assert triaged.status_code == 303
    assert now_is(desk, ticket).status == "triaged"
    do(client, ticket, "disposisi", {
        "disposisi-officer": str(rina.id), "disposisi-instruction": "Periksa log server dahulu.",
    })
    assert now_is(desk, ticket).assignee_id == rina.id
    answered = do(client, ticket, "kirim", {
        "visibility": "public", "send": "reply", "text": "Kami sedang memeriksanya, Pak Budi.",
    })
    assert answered.status_code == 303
    page = shown(client, ticket)
    assert "Kami sedang memeriksanya" in page
    assert "Periksa log server dahulu." in page
    assert "Balasan dikirim kepada pemohon." in page
    do(client, ticket, "kirim", {"visibility": "public", "send": "resolve", "text": "Sudah pulih."})
    assert now_is(desk, ticket).status == "resolved"
    assert "Buka kembali" in shown(client, ticket)
    do(client, ticket, "buka-kembali", {"buka-reason": "Pemohon menelepon, masih gagal."})
    assert now_is(desk, ticket).status == "in_progress"
    assert "alasan: Pemohon menelepon" in said(shown(client, ticket))


def test_an_internal_note_stays_internal_whichever_button_was_pressed(
    desk: Flask, rina: Officer
) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    do(client, ticket, "kirim", {"visibility": "internal", "send": "resolve", "text": "Rahasia."})
    assert now_is(desk, ticket).status == "new"
    page = shown(client, ticket)
    assert "hd-msg--internal" in page
    assert "Rahasia." in page


def test_a_return_of_an_incomplete_file_waits_for_the_requester(
    desk: Flask, rina: Officer
) -> None:
    ticket, client = new_ticket(desk, kind=Kind.REQUEST), signed_in(desk, rina)
    do(client, ticket, "kirim", {
        "visibility": "public", "send": "reply", "completeness": "incomplete",
        "text": "Mohon lengkapi NPWP.",
    })
    waiting = now_is(desk, ticket)
    assert (waiting.status, waiting.wait_reason) == ("waiting_requester", "file")


def test_a_counter_receipt_starts_the_minutes_and_can_be_printed(
    desk: Flask, rina: Officer, clock: FrozenClock
) -> None:
    ticket, client = new_ticket(desk, kind=Kind.REQUEST), signed_in(desk, rina)
    assert client.get(address(ticket, "tanda-terima-berkas")).status_code == 404
    clock.advance(hours=2)
    with desk.app_context():
        bring_all(book_of(desk), ticket.number, actor=rina.actor, now=clock.now)
    do(client, ticket, "berkas", {"berkas-occurred_at": "2026-11-23T10:00"})
    paper = said(client.get(address(ticket, "tanda-terima-berkas")))
    assert "Senin, 23 November 2026 10.00 WIB" in paper
    assert "Penyelesaian paling lambat" in paper
    assert "dicatat Senin, 23 November 2026 11.00 WIB" in said(shown(client, ticket))


@pytest.mark.parametrize(("typed", "answer"), [
    ("2026-11-15T09:00", "paling lama 7 hari"),  # Sunday a week before
    ("2026-11-24T09:00", "tidak boleh di masa depan"),
    ("kemarin sore", "Isi tanggal dan jam"),
])
def test_what_happened_outside_is_recorded_at_most_seven_days_back(
    desk: Flask, rina: Officer, typed: str, answer: str
) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    refused = do(client, ticket, "catat", {
        "catat-channel": "phone", "catat-text": "Masih gagal.", "catat-occurred_at": typed,
    })
    page = refused.get_data(as_text=True)
    assert refused.status_code == 400
    assert answer in page
    assert "Masih gagal." in page
    assert 'id="catat" open' in page


def test_a_telephone_call_is_written_down_as_the_requesters_words(
    desk: Flask, rina: Officer
) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    do(client, ticket, "kirim", {"visibility": "public", "send": "wait", "text": "Versi SPSE?"})
    assert now_is(desk, ticket).status == "waiting_requester"
    do(client, ticket, "catat", {"catat-channel": "phone", "catat-text": "Versi 4.5."})
    assert now_is(desk, ticket).status == "in_progress"
    assert "lewat Telepon" in said(shown(client, ticket))


def test_an_answer_given_by_telephone_stops_the_clock_when_it_was_given(
    desk: Flask, rina: Officer, clock: FrozenClock
) -> None:
    ticket = new_ticket(desk)
    clock.set(at("Jumat 27 November 2026 09.00"))  # response was due on Thursday at 16.00
    client = signed_in(desk, rina)
    do(client, ticket, "sudah-dijawab", {
        "dijawab-channel": "phone", "dijawab-text": "Kami minta versi SPSE lewat telepon.",
        "dijawab-occurred_at": "2026-11-26T11:00",
    })
    page = said(shown(client, ticket))
    assert "Kami minta versi SPSE lewat telepon." in page
    assert "tepat waktu" in page
    refused = do(client, ticket, "sudah-dijawab", {
        "dijawab-channel": "phone", "dijawab-text": "Lagi.",
        "dijawab-occurred_at": "2026-11-28T11:00",
    })
    assert refused.status_code == 400
    assert "tidak boleh di masa depan" in refused.get_data(as_text=True)
    assert 'id="dijawab" open' in refused.get_data(as_text=True)


def test_a_class_with_a_limit_of_its_own_is_chosen_at_triage_and_kept(
    desk: Flask, rina: Officer
) -> None:
    ticket, client = new_ticket(desk, kind=Kind.COMPLAINT), signed_in(desk, rina)
    chosen = {"triase-kind": "complaint", "triase-limit_class": "tidak-berkadar-pengawasan"}
    do(client, ticket, "triase", chosen)
    page = shown(client, ticket)
    assert '<option value="tidak-berkadar-pengawasan" selected>' in page
    assert "14 hari kerja" in said(page)
    refused = do(client, ticket, "triase", {**chosen, "triase-kind": "request",
                                             "triase-service": "aktivasi-user-id",
                                             "triase-reason": "salah jenis"})
    assert "Golongan batas waktu ini tidak dapat dipakai." in refused.get_data(as_text=True)


def test_forwarding_goes_ready_filed_accepted_answered(desk: Flask, rina: Officer) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    page = said(shown(client, ticket))
    assert "Data belum lengkap" in page
    assert "Kode paket/tender" in page
    do(client, ticket, "siap-teruskan", {"teruskan-provider": "lkpp"})
    assert now_is(desk, ticket).relay_state == "ready"
    filing = {"teruskan-provider": "lkpp", "teruskan-channel": "lpse_support"}
    refused = do(client, ticket, "teruskan", filing)
    assert refused.status_code == 400
    assert "Data dukung belum lengkap." in said(refused)
    assert 'value="lpse_support" selected' in refused.get_data(as_text=True)
    do(client, ticket, "teruskan", {**filing, "teruskan-override_reason": "Tender hampir tutup"})
    assert now_is(desk, ticket).relay_state == "filed"
    nothing = do(client, ticket, "diterima", {})
    assert "Isi nomor tiket LKPP/Telkom" in said(nothing)
    do(client, ticket, "diterima", {"terima-external_number": "LPSE-778"})
    assert now_is(desk, ticket).external_number == "LPSE-778"
    do(client, ticket, "jawaban", {"jawaban-text": "Sudah kami perbaiki."})
    page = said(shown(client, ticket))
    assert now_is(desk, ticket).relay_state == "answered"
    assert "Jawaban LKPP, dicatat Rina Petugas" in page


def test_taking_back_needs_a_reason_and_shows_it(desk: Flask, rina: Officer) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    do(client, ticket, "siap-teruskan", {"teruskan-provider": "telkom"})
    assert do(client, ticket, "tarik", {"tarik-reason": " "}).status_code == 400
    do(client, ticket, "tarik", {"tarik-reason": "Ternyata salah kata sandi"})
    assert "alasan: Ternyata salah kata sandi" in said(shown(client, ticket))


def test_the_dossier_is_completed_from_the_page(desk: Flask, rina: Officer) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    do(client, ticket, "data", {
        "data-package_code": "10093847000", "data-tender_deadline": "2026-11-23T16:00",
    })
    page = said(shown(client, ticket))
    assert "10093847000" in page
    assert "Tender ditutup hari ini 16.00 WIB" in page


def test_a_report_is_joined_to_the_ticket_of_an_outage(desk: Flask, rina: Officer) -> None:
    outage = new_ticket(desk, kind=Kind.OUTAGE, text="SPSE tidak dapat diakses.")
    report, client = new_ticket(desk), signed_in(desk, rina)
    wrong = do(client, report, "gangguan", {"gangguan-parent": "tiket kemarin"})
    assert wrong.status_code == 400
    do(client, report, "gangguan", {"gangguan-parent": outage.number})
    assert outage.number in shown(client, report)
    assert now_is(desk, report).parent_id == outage.id


def test_steps_are_ticked_with_who_and_when(desk: Flask, rina: Officer) -> None:
    ticket, client = new_ticket(desk, kind=Kind.REQUEST), signed_in(desk, rina)
    assert "tidak terbaca dalam naskah" in shown(client, ticket)
    do(client, ticket, "langkah", {"langkah-step": "1", "langkah-done": "1"})
    assert "Rina Petugas, 23 Nov 2026 09.00 WIB" in said(shown(client, ticket))
    do(client, ticket, "langkah", {"langkah-step": "1", "langkah-done": "0"})
    assert "Rina Petugas, 23 Nov 2026 09.00 WIB" not in said(shown(client, ticket))
    assert do(client, ticket, "langkah", {"langkah-step": "99", "langkah-done": "1"}
              ).status_code == 400


def test_only_heads_set_targets_and_the_reason_is_shown(desk: Flask, rina: Officer) -> None:
    ticket = new_ticket(desk)
    client = signed_in(desk, rina)
    assert "Tetapkan target baru" not in shown(client, ticket)
    fields = {"target-due_at": "2026-11-27T16:00", "target-reason": "Menunggu suku cadang"}
    assert do(client, ticket, "target", fields).status_code == 403
    head = signed_in(desk, new_officer(desk, "Karsa Kasubbag", roles=(Role.UNIT_HEAD,)))
    assert do(head, ticket, "target", {**fields, "target-due_at": ""}).status_code == 400
    do(head, ticket, "target", fields)
    assert "Menunggu suku cadang" in said(shown(client, ticket))


@pytest.mark.parametrize(("verb", "fields", "status"), [
    ("tolak", {"tolak-text": "Bukan kewenangan kami."}, "rejected"),
    ("alihkan", {"alihkan-institution": "Dinas PUPR", "alihkan-text": "Ke sana."}, "closed"),
])
def test_tickets_end_otherwise_with_words_to_the_requester(
    desk: Flask, rina: Officer, verb: str, fields: dict[str, str], status: str
) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    assert do(client, ticket, verb, dict.fromkeys(fields, "")).status_code == 400
    do(client, ticket, verb, fields)
    assert now_is(desk, ticket).status == status
    assert "masih dapat menulis catatan internal" in shown(client, ticket)


def test_closing_for_silence_is_refused_before_it_is_proposed(desk: Flask, rina: Officer) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    do(client, ticket, "kirim", {"visibility": "public", "send": "wait", "text": "Versi SPSE?"})
    assert "Tutup: tidak ada kabar" not in shown(client, ticket)
    refused = do(client, ticket, "tutup", {})
    assert refused.status_code == 409
    assert "Batas menunggu pemohon belum lewat." in refused.get_data(as_text=True)


def test_a_new_link_makes_the_old_one_useless(desk: Flask, rina: Officer) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    before = now_is(desk, ticket).link_hash
    do(client, ticket, "tautan", {})
    assert now_is(desk, ticket).link_hash != before


def test_thanks_need_no_reply(desk: Flask, rina: Officer) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    do(client, ticket, "kirim", {"visibility": "public", "send": "reply", "text": "Sudah bisa?"})
    assert "Tidak perlu dibalas" not in shown(client, ticket)
    do(client, ticket, "catat", {"catat-channel": "phone", "catat-text": "Terima kasih."})
    assert "Tidak perlu dibalas" in shown(client, ticket)
    do(client, ticket, "tidak-perlu-dibalas", {})
    assert now_is(desk, ticket).waiting_since is None


def test_a_file_goes_out_with_the_reply_and_comes_back_as_a_download(
    desk: Flask, rina: Officer
) -> None:
    ticket, client = new_ticket(desk), signed_in(desk, rina)
    do(client, ticket, "kirim", {
        "visibility": "public", "send": "reply", "text": "Terlampir panduannya.",
        "lampiran": (io.BytesIO(PNG), "panduan.png"),
    })
    href = shown(client, ticket).split('class="hd-attach" href="')[1].split('"')[0]
    with client.get(href) as file:
        assert file.data == PNG
        assert file.headers["Content-Type"] == "image/png"
        assert file.headers["X-Content-Type-Options"] == "nosniff"
        assert file.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in file.headers["Content-Security-Policy"]


def test_the_work_of_the_moment_says_why_each_ticket_is_on_top(
    desk: Flask, rina: Officer, clock: FrozenClock
) -> None:
    new_ticket(desk, unit=LPSE, text="Yang ini terlambat dijawab.")
    clock.advance(days=7)  # to Monday 30 November: three working days have long passed
    new_ticket(desk, unit=LPSE, text="Yang ini baru saja masuk.")
    new_ticket(desk, unit="bagian-pembinaan-advokasi", text="Milik bagian lain.")
    page = signed_in(desk, rina).get("/petugas/").get_data(as_text=True)
    work = said(page.split('id="kerja"')[1].split("</section>")[0])
    assert "Tanggapan lewat 2 hari kerja Yang ini terlambat" in work
    assert "Baru, belum ada petugasnya Yang ini baru" in work
    assert "Milik bagian lain" not in work


def test_the_guides_suggestions_never_hold_a_page_while_a_process_is_fresh(app: Flask) -> None:
    desk = prepared(app)
    client, ticket = signed_in(desk, new_officer(desk)), new_ticket(desk)
    guide = desk.extensions["guide"]
    guide._library = None
    page = client.get(address(ticket, "saran"))
    assert page.status_code == 202
    assert page.headers["Retry-After"] == "5"
    assert "sedang disiapkan" in page.get_data(as_text=True)
    guide.settle()
    page = client.get(address(ticket, "saran"), headers={"X-Requested-With": "fetch"})
    assert page.status_code == 200
    assert "Salin jawaban" in page.get_data(as_text=True)
    assert "<html" not in page.get_data(as_text=True)
    assert "Kata yang cocok" not in shown(client, ticket)
