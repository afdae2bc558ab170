"""Does it hold audio nobody declared, or a voice nobody licensed?"""
