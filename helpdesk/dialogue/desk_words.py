"""What the bot says to officers, who are colleagues: shorter than to the public, and as polite."""

# --- linking --------------------------------------------------------------------------------------
LINK_ASK = (
    "Hubungkan chat ini dengan akun {name} di meja petugas {bureau}?\n\n"
    "Sesudah itu pemberitahuan tiket masuk ke sini dan Anda dapat menjawab dari sini. Tekan "
    "“Ya, hubungkan” hanya bila akun itu milik Anda dan telepon ini Anda pegang sendiri."
)
LINK_YES, LINK_NO = "Ya, hubungkan", "Batal"
LINK_DECLINED = "Baik, tidak kami hubungkan."
LINK_USELESS = (
    "Tautan itu sudah dipakai, lewat waktunya, atau bukan untuk chat ini. Buat yang baru di meja "
    "petugas, halaman “Telegram saya”."
)
LINKED = (
    "Terhubung dengan akun {name}.\n\n"
    "Pemberitahuan tiket masuk ke sini pada jam kerja; peringatan piket hari tender kapan saja. "
    "Balas (reply) pemberitahuannya untuk menjawab: Anda memilih dulu ke mana dikirim, tidak ada "
    "yang langsung terkirim.\n\n"
    "/tugas – yang perlu Anda kerjakan sekarang\n"
    "/tiket nomor – lihat tiket\n"
    "/putus – lepaskan chat ini"
)
UNLINKED = (
    "Chat ini sudah dilepas dari akun {name}. Pemberitahuan kembali ke surel. Untuk menghubungkan "
    "lagi, buka “Telegram saya” di meja petugas."
)
NOT_LINKED = (
    "Tombol ini untuk petugas, dan chat ini tidak terhubung dengan akun petugas. Hubungkan lewat "
    "“Telegram saya” di meja petugas."
)
OLD_BUTTON = "Tombol itu sudah tidak berlaku. /tugas menampilkan yang perlu dikerjakan sekarang."
